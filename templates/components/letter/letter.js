// A letter's page as a desk: the letter, which changes as one types, and beside it what to fill in.
// Without this script the page shows each wording with its blanks, and lists what to fill in.

import { makeButton } from "../../scripts/buttons.js"
import { register } from "../../scripts/components.js"
import { saveFile } from "../../scripts/copy.js"
import { isDay, momentAfter, nowInZone, showSkipped } from "../../scripts/dates.js"
import { getElement, getElements, isBeingEdited, make } from "../../scripts/elements.js"
import { joinedMoment } from "../../scripts/letters.js"
import { recordAsText } from "../../scripts/record.js"
import { store } from "../../scripts/storage.js"
import { say } from "../../scripts/words.js"
import { composeLetter, readLetter } from "./compose.js"
import { makeCopier } from "./copier.js"
import { makeEntry } from "./entries.js"
import { keptEntry, storedEntry, storeEntry } from "./stored.js"

/** @import { Field } from "../../scripts/data.js" */
/** @import { Reading } from "../../scripts/reading.js" */
/** @import { Composed, Piece } from "./compose.js" */
/** @import { FormEntry } from "./entries.js" */

register("letter", $root => {
  const letter = readLetter($root)
  const known = readKnown(letter.fields, $root.dataset.known)
  /**
   * What stands in a field before the reader is at it: what the answers say, or what was typed before.
   * @param {Field} field
   */
  const entryOf = field => known.get(field.id) ?? storedEntry(letter.id, field)
  const $page = /** @type {HTMLElement} */ ($root.parentElement)
  const $wordings = getElements($page, ".letter-sheet > .letter-text")
  const $sheet = /** @type {HTMLElement} */ ($wordings[0].parentElement)
  const entries = /** @type {Map<string, FormEntry>} */ (new Map())
  /** The fields that were changed in another tab while the reader was at them here. */
  const missed = /** @type {Set<string>} */ (new Set())
  /** @type {Composed} */
  let state

  const $left = makeButton("copy.left.none", "copy-left", goToBlank)
  const $fill = makeButton("copy.fill", "button", goToBlank)
  const copier = makeCopier(refresh, letter.channel, $fill)
  const $unkept = make("p", { class: "desk-unkept", role: "status" })
  const $count = make("p", { class: "letter-count" })
  const $form = make("form", {
    class: "desk-entries",
    autocomplete: "off",
    oninput: event => typed(fieldAround(event.target)?.dataset.field),
    onsubmit: event => event.preventDefault(),
    onfocusout: catchUp,
  })
  const tones = makeTones($page, $wordings, letter.id, refresh)

  fillForm()
  lay()
  refresh()
  if ($root.dataset.known) foldFilled()
  store.follow($form, refill)

  /** @param {Field} field */
  function formEntryOf(field) {
    return /** @type {FormEntry} */ (entries.get(field.id))
  }

  function fillForm() {
    const $list = /** @type {HTMLElement} */ ($page.querySelector(".fields"))
    $form.append($page.querySelector("#_fields") ?? "", make("p", { class: "desk-private" }, say("entry.private")), $unkept)
    for (const field of letter.fields) {
      const $told = getElement($list, `[data-field="${field.id}"]`)
      const entry = makeEntry(field, $told, entryOf(field))
      if (known.has(field.id)) entry.$entry.append(make("p", { class: "entry-known" }, say("walk.known")))
      entries.set(field.id, entry)
      $form.append(entry.$entry)
      if (field.record) offerRecord(field, entry)
    }
    $list?.remove()
  }

  /** In a step, only what is missing is asked: what is there already, or may be left out, is folded. */
  function foldFilled() {
    const isOpen = (/** @type {Field} */ field) => state.amiss.includes(field) || !(field.optional || entryOf(field))
    const $folded = letter.fields.filter(field => !isOpen(field)).map(field => formEntryOf(field).$entry)
    if (!$folded.length) return
    $form.append(make("details", { class: "desk-folded" }, make("summary", {}, say("entry.folded")), ...$folded))
  }

  /** @param {Field} field */
  function goToEntry(field) {
    const entry = formEntryOf(field)
    entry.$entry.closest("details")?.setAttribute("open", "")
    entry.focus()
  }

  function lay() {
    // Of the wordings one sheet stays; what depends on an answer is seen by choosing it.
    const others = ":scope > .letter-sheet, :scope > .tone-title, .letter-sheet > .variants"
    for (const $other of $page.querySelectorAll(others)) if ($other !== $sheet) $other.remove()
    const $take = make(
      "span",
      { class: "letter-take" },
      makeButton("letter.save", "letter-button", save),
      makeButton("letter.print", "letter-button", () => window.print()),
    )
    const $more = make("div", { class: "letter-more" }, $count, $take)
    const $title = $page.querySelector("#_text")
    const $letter = make("div", { class: "desk-letter" }, $title, tones.$switch, $sheet, $more)
    const $buttons = make("div", { class: "desk-buttons" }, $left, copier.$button)
    const $bar = make("div", { class: "desk-bar" }, copier.$said, $buttons)
    // In a step what is missing comes first, for the keyboard as well.
    const parts = $root.dataset.known ? [$form, $letter] : [$letter, $form]
    $root.replaceWith(make("div", { class: "desk" }, ...parts, $bar))
  }

  /**
   * Keeps what stands in a field, and nothing else: the others may have been changed in another tab.
   * @param {string | undefined} id
   */
  function typed(id) {
    const field = letter.fields.find(each => each.id === id)
    if (field) storeEntry(letter.id, field, formEntryOf(field).read())
    missed.delete(field?.id ?? "")
    if (field) tellDiffers(field)
    copier.clear()
    refresh()
  }

  /**
   * Says at a field that it isn't what the reader answered.
   * @param {Field} field
   */
  function tellDiffers(field) {
    const entry = known.get(field.id)
    if (entry === undefined) return
    const answer = field.options?.[entry] ?? entry
    getElement(formEntryOf(field).$entry, ".entry-known").textContent = say("entry.differs", { answer })
    known.delete(field.id)
  }

  /** What was typed in another tab, but where the reader is typing in this one; and the day it is now. */
  function refill() {
    for (const field of letter.fields) {
      const { $entry, read, write } = formEntryOf(field)
      const stored = entryOf(field)
      // What was typed and can't be kept, such as half a year, is nobody else's newer entry.
      const isBehind = keptEntry(field, read()) !== stored
      if (isBehind && isBeingEdited($entry)) missed.add(field.id)
      else missed.delete(field.id)
      if (isBehind && !missed.has(field.id)) write(stored)
    }
    tones.refill()
    const before = state.text
    // Who comes back from where the letter was pasted finds what was said of it.
    if (refresh().text !== before) copier.clear()
  }

  /**
   * When the reader leaves a field, it has what another tab wrote there meanwhile.
   * @param {FocusEvent} event
   */
  function catchUp({ target, relatedTarget }) {
    const $entry = fieldAround(target)
    if (missed.has($entry?.dataset.field ?? "") && !$entry?.contains(/** @type {Node | null} */ (relatedTarget))) refill()
  }

  /** Shows the letter and the form as the entries and the clock have it now; gives the letter. */
  function refresh() {
    const given = Object.fromEntries(letter.fields.map(field => [field.id, formEntryOf(field).read()]))
    state = composeLetter(letter, tones.body(), given)
    for (const field of letter.fields) {
      const entry = formEntryOf(field)
      entry.$entry.hidden = !state.needed.has(field.id)
      entry.comment(/** @type {Reading} */ (state.readings.get(field.id)))
      showMoved(entry.$entry, field, given[field.id])
    }
    const isLost = !store.state()
    if (isLost !== Boolean($unkept.textContent)) $unkept.textContent = isLost ? say("entry.unkept") : ""
    tones.$text.replaceChildren(...state.pieces.map(showPiece))
    showCount()
    showLeft()
    return state
  }

  function showCount() {
    const { most } = letter
    const count = [...state.text].length
    const over = count - most
    const key = over > 0 ? "over" : most < Infinity ? "count-of" : "count"
    $count.textContent = say(`letter.${key}`, { count, most, over })
    $count.classList.toggle("is-over", over > 0)
  }

  function showLeft() {
    const count = state.left
    const key = count > 1 ? "other" : count ? "one" : state.warnings.length ? "check" : "none"
    $left.textContent = say(`copy.left.${key}`, { count })
    $left.disabled = key === "none"
    $fill.textContent = say(count ? "copy.fill" : "copy.mend")
  }

  /** @param {Piece} piece */
  function showPiece(piece) {
    if (!piece.field) return piece.text
    if (!piece.isBlank) return make("span", { class: "filled" }, piece.text)
    const { field } = piece
    const open = (/** @type {Event} */ event) => {
      event.preventDefault()
      goToEntry(field)
    }
    return make("a", { class: "blank", href: `#field-${field.id}`, onclick: open }, piece.text)
  }

  function goToBlank() {
    const first = state.amiss[0]
    if (first) goToEntry(first)
  }

  function save() {
    saveFile(`${letter.id}.txt`, "text/plain", `${state.text}\n`)
  }

  /**
   * The dates that the reader has recorded on this device, as lines of the letter.
   * @param {Field} field
   * @param {FormEntry} entry
   */
  function offerRecord(field, entry) {
    const recorded = recordAsText()
    if (!recorded) return
    const insert = () => {
      const lines = entry.read().trimEnd()
      entry.write(lines ? `${lines}\n${recorded}` : recorded)
      typed(field.id)
      entry.focus()
    }
    entry.$entry.append(makeButton("entry.from-record", "button button-quiet", insert))
  }
})

/**
 * What the walk says of the case: as JSON at a letter in a step, or in the address of the letter's page,
 * `?case=paid.yes~sent.no`: entries by field.
 * @param {Field[]} fields
 * @param {string | undefined} json
 */
function readKnown(fields, json) {
  const said = (new URLSearchParams(location.search).get("case") ?? "").split("~")
  const pairs = json
    ? /** @type {[string, string][]} */ (Object.entries(JSON.parse(json)))
    : said.map(pair => /** @type {[id: string, entry: string]} */ (pair.split(".")))
  /**
   * @param {Field} field
   * @param {string} entry
   */
  const fits = ({ type, options = {} }, entry) =>
    type === "choice" ? Object.hasOwn(options, entry) : type === "date" && isDay(entry)
  return new Map(pairs.filter(([id, entry]) => fields.some(field => field.id === id && fits(field, entry))))
}

/**
 * The field's entry in which something happens.
 * @param {EventTarget | null} target
 */
function fieldAround(target) {
  return /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-field]"))
}

/**
 * Says at a date that the guide has counted which days it left out, until another is chosen.
 * @param {HTMLElement} $entry
 * @param {Field} field
 * @param {string} entry
 */
function showMoved($entry, field, entry) {
  if (typeof field.default !== "object" || !field.default.business_days) return
  const $place = getElement($entry, ".entry-help")
  const $note = $place.querySelector(".entry-moved") ?? $place.appendChild(make("p", { class: "entry-moved" }))
  const moment = momentAfter(nowInZone(), field.default)
  $note.textContent = entry === joinedMoment(field, moment) ? showSkipped(moment.skipped) : ""
}

/**
 * The choice between a letter's wordings; what was chosen holds for the letters after it.
 * @param {HTMLElement} $page
 * @param {HTMLElement[]} $wordings
 * @param {string} id
 * @param {() => unknown} changed
 */
function makeTones($page, $wordings, id, changed) {
  const $titles = getElements($page, ".tone-title")
  const data = $wordings.map($text => /** @type {{ tone: string, body: string }} */ ($text.dataset))
  const bodies = new Map(data.map(({ tone, body }) => [tone, body]))
  const names = [...bodies.keys()]
  const remembered = () => names.find(name => name === store.get("tone")) ?? names[0]
  let tone = remembered()
  /** @param {Event} event */
  const choose = event => {
    const $chosen = /** @type {HTMLInputElement} */ (event.target)
    tone = $chosen.value
    store.set("tone", tone, [say("letter.tone"), $chosen.parentElement?.textContent ?? ""])
    changed()
  }
  const $choices = names.map((value, index) =>
    make(
      "label",
      { class: "choice" },
      make("input", { type: "radio", name: `tone-${id}`, value, checked: value === tone, onchange: choose }),
      make("span", {}, $titles[index]?.textContent ?? ""),
    ),
  )
  const $switch = make(
    "fieldset",
    { class: "tones", hidden: names.length < 2 },
    make("legend", {}, say("letter.tone")),
    make("div", { class: "choices" }, ...$choices),
  )
  const refill = () => {
    tone = remembered()
    for (const $input of getElements($switch, "input")) $input.checked = $input.value === tone
  }
  return { $switch, $text: $wordings[0], body: () => bodies.get(tone) ?? "", refill }
}
