// The walk's forms and their buttons.

import { askBefore } from "../../scripts/asking.js"
import { copyText } from "../../scripts/copy.js"
import { getElement } from "../../scripts/elements.js"
import { say } from "../../scripts/words.js"

/** Shows anew what is kept; set by the panel, if the page has one. */
let showKept = () => {}

/** Shows anew what is kept, where the page shows it. */
export function refreshKept() {
  showKept()
}

/** Sets what shows it. */
export function showKeptBy(act) {
  showKept = act
}

/** A form that the page keeps in a template. */
export function fromTemplate(name) {
  return getElement(document, `template.${name}`).content.firstElementChild.cloneNode(true)
}

/**
 * Makes the buttons of a part of the page do something, and the part say what was done: the words
 * that the action gives, or those of the button for `true`.
 */
export function promote($part, actions) {
  for (const $button of $part.querySelectorAll("[data-does]")) {
    const { does, said, asks } = $button.dataset
    const act = async () => {
      const done = await actions[does]($button.dataset)
      refreshKept()
      getElement($part, ".due-status").textContent = done === true ? said : (done || "")
    }
    if (asks) askBefore($button, asks, act)
    else $button.addEventListener("click", act)
  }
}

/** Copies for `promote`: its own words only when the text is certainly on the clipboard. */
export async function copyWithin($part, text) {
  return (await copyText(text, getElement($part, ".copy-place"))) || say("copy.select")
}
