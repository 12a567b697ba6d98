// The button that copies a letter: asks while something is amiss, then says whether it is done.

import { makeButton } from "../../scripts/buttons.js"
import { copyText } from "../../scripts/copy.js"
import { make } from "../../scripts/elements.js"
import { say } from "../../scripts/words.js"

/** @import { Composed } from "./compose.js" */

/**
 * @param {() => Pick<Composed, "text" | "blanks" | "warnings">} read gives the letter as it is at that moment
 * @param {string} channel where the letter is sent, in words
 * @param {HTMLElement} $fill what leads to the entries: a button or a link
 */
export function makeCopier(read, channel, $fill) {
  const $status = make("p", { class: "copy-status", role: "status" })
  const $place = make("div", { class: "copy-place" })
  const $question = make("div", { class: "copy-question", role: "group", tabindex: -1, hidden: true })
  const $button = makeButton("copy.button", "button copy-button", begin)
  $question.addEventListener("keydown", event => event.key === "Escape" && leave())
  $fill.addEventListener("click", () => ($question.hidden = true))

  function begin() {
    clear()
    const { blanks, warnings } = read()
    if (blanks.length || warnings.length) ask(blanks, warnings)
    else copy()
  }

  /**
   * @param {string[]} blanks
   * @param {string[]} warnings
   */
  function ask(blanks, warnings) {
    const names = blanks.join(say("copy.joint"))
    const reasons = [...warnings, ...(names ? [say("copy.blanks", { names })] : [])]
    const $anyway = makeButton("copy.anyway", "button button-quiet", copyAnyway)
    $question.replaceChildren(
      ...reasons.map(reason => make("p", {}, reason)),
      make("div", { class: "copy-choices" }, $fill, $anyway),
    )
    $question.setAttribute("aria-label", reasons.join(" "))
    $question.hidden = false
    $question.focus()
  }

  function copyAnyway() {
    leave()
    copy()
  }

  function leave() {
    $question.hidden = true
    $button.focus()
  }

  async function copy() {
    const done = await copyText(read().text, $place)
    $status.classList.toggle("is-done", done)
    $status.textContent = done ? say("copy.done", { channel }) : say("copy.select")
    // In a step of the walk, what was copied can be marked as sent.
    $button.dispatchEvent(new Event("letter-copied", { bubbles: true }))
  }

  /** Takes back what was said: the letter is another now. */
  function clear() {
    $question.hidden = true
    $status.textContent = ""
    $place.replaceChildren()
  }

  return { $button, $said: make("div", { class: "copy-said" }, $question, $status, $place), clear }
}
