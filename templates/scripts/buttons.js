// Buttons with words of the guide's language.

import { make } from "./elements.js"
import { say } from "./words.js"

/** @import { Word } from "./data.js" */

/**
 * A button with the words under a key.
 * @param {Word} key
 * @param {string} style
 * @param {() => unknown} [onclick]
 */
export function makeButton(key, style, onclick) {
  return make("button", { type: "button", class: style, onclick }, say(key))
}
