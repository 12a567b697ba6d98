// The words of the guide's language.

import { DATA, WORDS } from "./data.js"
import { fill } from "./fill.js"

/** @import { Word } from "./data.js" */

/**
 * The words under a key, with {name} replaced by the parameter of that name.
 * @param {Word} key
 * @param {Record<string, unknown>} [parameters]
 */
export function say(key, parameters) {
  return fill(WORDS[key], parameters)
}

/**
 * The words under a key for a number of things, in the plural form of the guide's language.
 * @param {"due" | "walk.more"} key
 * @param {number} count
 */
export function sayCount(key, count) {
  /** @type {Record<string, string>} */
  const words = WORDS
  const form = new Intl.PluralRules(DATA.language).select(count)
  return fill(words[`${key}.${form}`] ?? words[`${key}.other`], { count })
}
