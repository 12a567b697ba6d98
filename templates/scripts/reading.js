// What became of what was typed: what stands in the letter, or why nothing does.

import { say } from "./words.js"

/** @import { Word } from "./data.js" */

/**
 * What became of an entry: `value` is the same however it was typed; both it and `shown` are "" when
 * nothing was typed or it can't stand in a letter. Then the warning says why, in words; what does
 * stand in the letter may have a warning too.
 * @typedef {{ value: string, shown: string, warning: string }} Reading
 */
/** @typedef {Word extends infer W ? W extends `warning.${infer R}` ? R : never : never} Reason */

/**
 * What stands in the letter.
 * @param {string} value
 * @param {string} [shown]
 * @param {string} [warning]
 * @returns {Reading}
 */
export function standing(value, shown = value, warning = "") {
  return { value, shown, warning }
}

/**
 * What can't stand in a letter, and why.
 * @param {Reason} key
 * @param {Record<string, unknown>} [parameters]
 */
export function refused(key, parameters) {
  return standing("", "", say(`warning.${key}`, parameters))
}
