// What became of what was typed: what stands in the letter, or why nothing does.

import { say } from "./words.js"

/** What stands in the letter. */
export function standing(value, shown = value, warning = "") {
  return { value, shown, warning }
}

/** What can't stand in a letter, and why. */
export function refused(key, parameters) {
  return standing("", "", say(`warning.${key}`, parameters))
}
