// A letter of what was filled in: its text, and what is amiss with it.

import { readTyped } from "../../scripts/entries.js"
import { fieldsDeciding, takeApart } from "../../scripts/letters.js"
import { say } from "../../scripts/words.js"

/** @import { Field } from "../../scripts/data.js" */
/** @import { Reading } from "../../scripts/reading.js" */

/** @typedef {{ letter: string, channel: string, fields: string, maxLength?: string }} Data */
/** @typedef {{ id: string, channel: string, fields: Field[], most: number }} Letter */
/** @typedef {{ text: string, field?: Field, isBlank?: boolean }} Piece of a letter: its own text, or a field's */
/** @typedef {ReturnType<typeof composeLetter>} Composed */

/**
 * What the page says of a letter in its attributes.
 * @param {HTMLElement} $told
 * @returns {Letter}
 */
export function readLetter($told) {
  const { letter: id, channel, fields, maxLength } = /** @type {Data} */ ($told.dataset)
  return { id, channel, fields: JSON.parse(fields), most: Number(maxLength ?? Infinity) }
}

/**
 * A letter of these entries: its pieces to show, its text to copy, and what is amiss: `amiss` are
 * the fields to look at, `blanks` the labels of those without an entry, `warnings` words on the
 * others; `left` counts those that leave a blank. `readings` has what became of each field's entry.
 * @param {Letter} letter
 * @param {string} body
 * @param {Record<string, string>} given the entries, by field
 */
export function composeLetter(letter, body, given) {
  const fields = new Map(letter.fields.map(field => [field.id, field]))
  const readings = new Map(letter.fields.map(field => [field.id, readTyped(field, given[field.id])]))
  const readingOf = (/** @type {string} */ id) => /** @type {Reading} */ (readings.get(id))
  // Spaces alone are no entry, neither in a blank nor for a condition. What can't stand in the letter
  // is one for a condition: the sentence is there, and shows the blank.
  /** @param {Reading} reading */
  const isEntry = ({ shown, warning }) => shown || warning
  const entries = Object.fromEntries(letter.fields.map(({ id }) => [id, isEntry(readingOf(id)) && given[id]]))
  const open = letter.fields.filter(({ id, type }) => type === "choice" && !entries[id]).map(({ id }) => id)
  const parts = takeApart(body, entries, open)
  const pieces = parts.map((part, index) => {
    if (index % 2 === 0) return { text: part }
    const field = /** @type {Field} */ (fields.get(part))
    const reading = readTyped(field, given[part], lastLine(parts[index - 1]), firstLine(parts[index + 1]))
    if (reading.warning || !readingOf(part).warning) readings.set(part, reading)
    return { field, text: reading.shown || say("letter.blank", { label: field.label }), isBlank: !reading.shown }
  })
  const placed = new Set(pieces.flatMap(piece => piece.field ?? []))
  const needed = new Set([...fieldsDeciding(body), ...[...placed].map(field => field.id)])
  const warned = letter.fields.filter(({ id }) => needed.has(id) && readingOf(id).warning)
  const empty = [...placed].filter(({ id }) => !isEntry(readingOf(id)))
  return {
    pieces,
    readings,
    needed,
    text: pieces.map(piece => piece.text).join(""),
    amiss: letter.fields.filter(field => empty.includes(field) || warned.includes(field)),
    left: empty.length + warned.filter(({ id }) => !readingOf(id).shown).length,
    blanks: empty.map(field => field.label),
    warnings: warned.map(({ id, label }) => say("warning.of", { label, warning: readingOf(id).warning })),
  }
}

/** @param {string} text */
const lastLine = text => text.slice(text.lastIndexOf("\n") + 1)

/** @param {string} text */
const firstLine = text => text.split("\n", 1)[0]
