// The form beside a letter: one entry for each field, made from what the page says of it.

import { DATA } from "../../scripts/data.js"
import { refusedDay } from "../../scripts/days.js"
import { getElement, getElements, make } from "../../scripts/elements.js"
import { say } from "../../scripts/words.js"

/** @import { Field } from "../../scripts/data.js" */
/** @import { Attributes } from "../../scripts/elements.js" */
/** @import { Reading } from "../../scripts/reading.js" */

/**
 * What reads and writes an entry, of one input or several.
 * @typedef {{ isGroup?: boolean, $first: HTMLElement, $parts: HTMLElement[], read: () => string,
 *   write: (entry: string) => void, focus?: () => void }} Control
 */
/**
 * @typedef {{ $entry: HTMLElement, read: () => string, write: (entry: string) => void,
 *   comment: (reading: Reading) => void, focus: () => void }} FormEntry
 */

/**
 * @param {Field} field
 * @param {Element} $told the page's own words on the field: label, help, example
 * @param {string} entry what it begins with
 * @returns {FormEntry}
 */
export function makeEntry(field, $told, entry) {
  const id = `field-${field.id}`
  const control = CONTROLS[field.type]?.(field, id) ?? makeTextControl(field, id)
  const $help = make("div", { class: "entry-help", id: `${id}-help` })
  for (const $line of getElements($told, "dd:not(.field-options)")) {
    $help.append(make("p", { class: $line.className }, ...$line.childNodes))
  }
  const $words = make("p", { class: "entry-words", id: `${id}-words` })
  const $warning = make("p", { class: "entry-warning", id: `${id}-warning`, "aria-live": "polite" })
  const words = getElement($told, "dt").childNodes
  const $label = make(control.isGroup ? "legend" : "label", control.isGroup ? {} : { for: id }, ...words)
  if (field.shared) {
    const $last = $help.lastElementChild ?? $help.appendChild(make("p"))
    $last.append(" ", make("span", { class: "field-shared" }, say("entry.shared")))
  }
  const $entry = make(
    control.isGroup ? "fieldset" : "div",
    { class: "entry", "data-field": field.id, "aria-describedby": control.isGroup ? `${id}-help` : null },
    $label,
    $help,
    ...control.$parts,
    $words,
    $warning,
  )
  control.$first.setAttribute("aria-describedby", `${id}-help ${id}-words ${id}-warning`)
  control.write(entry)
  const $all = getElements($entry, "input:not([type=radio]), textarea")
  const $inputs = /** @type {HTMLInputElement[]} */ ($all)
  return {
    $entry,
    read: control.read,
    write: control.write,
    focus: () => (control.focus ?? (() => control.$first.focus()))(),
    comment: ({ shown, warning }) => {
      $words.textContent = wordsOnReading(field, control.read(), shown)
      // A date that the browser itself can't take for one leaves its input without a value.
      const isUnread = $inputs.some($input => $input.validity.badInput)
      const words = warning || (isUnread ? refusedDay().warning : "")
      if ($warning.textContent !== words) $warning.textContent = words
      for (const $input of $inputs) $input.setAttribute("aria-invalid", String(Boolean(words)))
    },
  }
}

/**
 * How an entry reads in the letter, where that isn't just what was typed.
 * @param {Field} field
 * @param {string} entry
 * @param {string} shown
 */
function wordsOnReading(field, entry, shown) {
  // A date's weekday is seen where the date is chosen.
  if (field.type.startsWith("date")) return shown
  const isChanged = ["amount", "text"].includes(field.type) && shown && shown !== entry.trim()
  return isChanged ? say("entry.shown", { shown }) : ""
}

/** @type {Partial<Record<Field["type"], (field: Field, id: string) => Control>>} */
const CONTROLS = {
  lines: makeLinesControl,
  choice: makeChoiceControl,
  date: makeDateControl,
  datetime: makeMomentControl,
}

/**
 * @param {Field} field
 * @param {string} id
 * @returns {Control}
 */
function makeTextControl(field, id) {
  const isAmount = field.type === "amount"
  return asControl(make("input", { id, type: "text", inputmode: isAmount ? "decimal" : null }))
}

/**
 * @param {Field} _
 * @param {string} id
 * @returns {Control}
 */
function makeLinesControl(_, id) {
  return asControl(make("textarea", { id, rows: 5 }))
}

/**
 * @param {Field} _
 * @param {string} id
 * @returns {Control}
 */
function makeDateControl(_, id) {
  return asControl(makeDayInput({ id }))
}

/**
 * An input for a day; bounds keep its years at four digits while one types.
 * @param {Attributes} attributes
 */
function makeDayInput(attributes) {
  const [first, last] = DATA.notation.days.years
  return make("input", { ...attributes, type: "date", min: `${first}-01-01`, max: `${last}-12-31` })
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} $input
 * @returns {Control}
 */
function asControl($input) {
  return { $first: $input, $parts: [$input], read: () => $input.value, write: entry => ($input.value = entry) }
}

/**
 * @param {Field} _
 * @param {string} id
 * @returns {Control}
 */
function makeMomentControl(_, id) {
  const $day = makeDayInput({ id, "aria-label": say("entry.day") })
  const $time = make("input", { type: "time", "aria-label": say("entry.time") })
  return {
    isGroup: true,
    $first: $day,
    $parts: [make("div", { class: "entry-moment" }, $day, $time)],
    // Half a moment is kept too: a reader who changes the day finds the time again.
    read: () => ($day.value || $time.value ? `${$day.value}T${$time.value}` : ""),
    write: entry => ([$day.value, $time.value = ""] = entry.split("T")),
  }
}

/**
 * @param {Field} field
 * @param {string} id
 * @returns {Control}
 */
function makeChoiceControl({ options = {} }, id) {
  const $radios = Object.keys(options).map(value => make("input", { type: "radio", name: id, value }))
  const $labels = $radios.map($radio =>
    make("label", { class: "choice" }, $radio, make("span", {}, options[$radio.value])),
  )
  const $chosen = () => $radios.find($radio => $radio.checked)
  return {
    isGroup: true,
    $first: $radios[0],
    $parts: [make("div", { class: "choices" }, ...$labels)],
    focus: () => ($chosen() ?? $radios[0]).focus(),
    read: () => $chosen()?.value ?? "",
    write: entry => $radios.forEach($radio => ($radio.checked = $radio.value === entry)),
  }
}
