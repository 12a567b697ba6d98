// The words of the guide's language.

import { WORDS } from "./data.js"
import { fill } from "./fill.js"

/** The words under a key, with {name} replaced by the parameter of that name. */
export function say(key, parameters) {
  return fill(WORDS[key], parameters)
}
