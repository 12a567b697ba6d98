// A letter within a step: what was filled in for other letters stands in it, and it can be copied.

import { register } from "../../scripts/components.js"
import { copyOf, getElement, make } from "../../scripts/elements.js"
import { store } from "../../scripts/storage.js"
import { composeLetter, readLetter } from "./compose.js"
import { makeCopier } from "./copier.js"
import { storedEntry } from "./stored.js"

/** @import { Piece } from "./compose.js" */

register("letter-peek", $root => {
  const letter = readLetter($root)
  const $text = getElement($root, ".letter-text")
  const $open = getElement($root, ".letter-open")
  const { body } = /** @type {{ body: string }} */ ($text.dataset)

  const $link = getElement($open, "a")
  const copier = makeCopier(refresh, letter.channel, copyOf($link))
  $link.classList.add("button-quiet")
  $open.prepend(copier.$button)
  $open.after(copier.$said)
  refresh()
  // It may have been filled in on its own page meanwhile.
  $root.addEventListener("toggle", refresh)
  store.follow($root, refresh)

  function refresh() {
    const given = Object.fromEntries(letter.fields.map(field => [field.id, storedEntry(letter.id, field)]))
    const state = composeLetter(letter, body, given)
    $text.replaceChildren(...state.pieces.map(showPiece))
    return state
  }

  /** @param {Piece} piece */
  function showPiece(piece) {
    return piece.field ? make("span", { class: piece.isBlank ? "blank" : "filled" }, piece.text) : piece.text
  }
})
