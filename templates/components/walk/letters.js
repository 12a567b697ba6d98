// The letters of a step, in place: one with its form, and the others to choose from.

import { createAll } from "../../scripts/components.js"
import { getElement, getElements, make } from "../../scripts/elements.js"
import { say } from "../../scripts/words.js"
import { readLetter } from "../letter/compose.js"
import { fromTemplate } from "./forms.js"
import { entriesFor } from "./known.js"

/** @import { Field } from "../../scripts/data.js" */
/** @import { Following } from "../../scripts/case.js" */

/**
 * Puts the letters of a step where it names them, filled in with what is known.
 * @param {HTMLElement} $body
 * @param {Following | null} here
 */
export function placeLetters($body, here) {
  const $places = getElements($body, ".letter-place")
  const [$first, ...$others] = $places
  if (!$first) return
  open($first)
  $others.forEach(close)

  /** @param {HTMLElement} $place */
  function open($place) {
    const { letter } = /** @type {{ letter: string }} */ ($place.dataset)
    const $letter = letterNamed(letter)
    const $form = getElement($letter, "[data-module=letter]")
    const known = here ? entriesFor(here, readLetter($form)) : {}
    $form.dataset.known = JSON.stringify(known)
    const said = Object.entries(known).map(pair => pair.join(".")).join("~")
    const $link = /** @type {HTMLAnchorElement} */ (getElement($letter, ".letter-open a"))
    if (said) $link.href += `?case=${said}`
    const $title = make("h3", { class: "letter-here-title", tabindex: -1 }, say("letter.here", { title: titleOf(letter) }))
    $place.replaceChildren($title, $letter)
  }

  /** @param {HTMLElement} $place */
  function close($place) {
    const { letter } = /** @type {{ letter: string }} */ ($place.dataset)
    const choose = () => {
      $places.filter($each => $each !== $place && $each.querySelector("h3")).forEach(close)
      open($place)
      createAll($place)
      getElement($place, "h3").focus()
    }
    $place.replaceChildren(make("button", { type: "button", class: "letter-other", onclick: choose }, say("letter.instead", { title: titleOf(letter) })))
  }
}

/**
 * A letter that the page's steps name, with the fields that its form asks for: the page has each once.
 * @param {string} id
 */
export function letterNamed(id) {
  const $letter = fromTemplate(`letter-${id}`)
  const $form = getElement($letter, "[data-module=letter]")
  const { fields = "[]" } = getElement(document, "template.letter-fields").dataset
  const names = ($form.dataset.fields ?? "").split(" ")
  const own = /** @type {Field[]} */ (JSON.parse(fields)).filter(field => names.includes(field.id))
  own.sort((a, b) => names.indexOf(a.id) - names.indexOf(b.id))
  $form.dataset.fields = JSON.stringify(own)
  $letter.append(fromTemplate("letter-fields"))
  return $letter
}

/** @param {string} letter */
function titleOf(letter) {
  return fromTemplate(`letter-${letter}`).dataset.title
}
