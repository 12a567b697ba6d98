// The search's words in the guide's language.

import { fill } from "../scripts/fill.js"
import { WORDS } from "./data.js"

/** @import { Word } from "./data.js" */

/**
 * The words under a key, with {name} replaced by the parameter of that name.
 * @param {Word} key
 * @param {Record<string, unknown>} [parameters]
 */
export function say(key, parameters) {
  return fill(WORDS[key], parameters)
}
