// What erases asks once, in its button's own place: a tap too many must not cost anybody anything.

import { make } from "./elements.js"
import { say } from "./words.js"

/** @import { Word } from "./data.js" */

/**
 * Lets a button ask before it acts. The way back stands where the button was, and has the focus: who
 * taps or presses twice has changed nothing. Afterwards the focus is on the button again.
 * @param {HTMLElement} $button
 * @param {string} question
 * @param {() => unknown} act
 */
export function askBefore($button, question, act) {
  /**
   * @param {Word} key
   * @param {string} style
   * @param {() => unknown} [answered]
   */
  const answer = (key, style, answered) =>
    make("button", { type: "button", class: `button ${style}`, onclick: () => (close(), answered?.()) }, say(key))
  const $no = answer("ask.no", "button-quiet")
  const $question = make(
    "div",
    { class: "ask", role: "group", "aria-label": question, onkeydown: event => event.key === "Escape" && close() },
    $no,
    answer("ask.yes", "ask-yes", act),
    make("p", { "aria-hidden": true }, question),
  )
  $button.addEventListener("click", () => {
    $button.hidden = true
    $button.after($question)
    $no.focus()
  })

  function close() {
    $question.remove()
    $button.hidden = false
    $button.focus()
  }
}
