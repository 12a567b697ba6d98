// The search's words in the guide's language.

import { fill } from "../scripts/fill.js"
import { WORDS } from "./data.js"

/** The words under a key, with {name} replaced by the parameter of that name. */
export function say(key, parameters) {
  return fill(WORDS[key], parameters)
}
