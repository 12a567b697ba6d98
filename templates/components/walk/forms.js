// The walk's forms and their buttons.

import { askBefore } from "../../scripts/asking.js"
import { copyText } from "../../scripts/copy.js"
import { dayOf, today } from "../../scripts/dates.js"
import { copyOf, getElement, getElements } from "../../scripts/elements.js"
import { say } from "../../scripts/words.js"

/** @typedef {{ does: string, said: string, kept: string, refused: string, asks?: string }} ButtonWords */
/** @typedef {string | boolean | null | undefined | void} Said words, true for the button's own, or nothing */
/** @typedef {(words: ButtonWords) => Said | Promise<Said>} Action */

/** Shows anew what is kept; set by the panel, if the page has one. */
let showKept = () => {}

/** Shows anew what is kept, where the page shows it. */
export function refreshKept() {
  showKept()
}

/**
 * Sets what shows it.
 * @param {() => void} act
 */
export function showKeptBy(act) {
  showKept = act
}

/**
 * A form that the page keeps in a template.
 * @param {string} name
 */
export function fromTemplate(name) {
  const $template = getElement(document, `template.${name}`)
  return copyOf(/** @type {HTMLElement} */ ($template.content.firstElementChild))
}

/**
 * Makes the buttons of a part of the page do something, and the part say what was done: the words
 * that the action gives, or those of the button for `true`.
 * @param {HTMLElement} $part
 * @param {Record<string, Action>} actions
 */
export function promote($part, actions) {
  for (const $button of getElements($part, "[data-does]")) {
    const words = /** @type {ButtonWords} */ ($button.dataset)
    const { does, said, asks } = words
    const act = async () => {
      const done = await actions[does](words)
      refreshKept()
      getElement($part, ".due-status").textContent = done === true ? said : (done || "")
    }
    if (asks) askBefore($button, asks, act)
    else $button.addEventListener("click", act)
  }
}

/**
 * Copies for `promote`: its own words only when the text is certainly on the clipboard.
 * @param {HTMLElement} $part
 * @param {string} text
 */
export async function copyWithin($part, text) {
  return (await copyText(text, getElement($part, ".copy-place"))) || say("copy.select")
}

/**
 * Whether nothing can have been done on a day yet, neither here nor at home.
 * @param {string} day
 */
export function isAhead(day) {
  return day > today() && day > dayOf(Date.now() - new Date().getTimezoneOffset() * 60_000)
}
