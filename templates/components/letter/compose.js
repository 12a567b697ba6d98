// A letter of what was filled in: its text, and what is amiss with it.

import { readTyped } from "../../scripts/entries.js"
import { fieldsDeciding, takeApart } from "../../scripts/letters.js"
import { say } from "../../scripts/words.js"

/** What the page says of a letter in its attributes. */
export function readLetter($told) {
  const { letter: id, channel, fields, maxLength } = $told.dataset
  return { id, channel, fields: JSON.parse(fields), most: Number(maxLength ?? Infinity) }
}

/**
 * A letter of these entries: its pieces to show, its text to copy, and what is amiss: `amiss` are
 * the fields to look at, `blanks` the labels of those without an entry, `warnings` words on the
 * others; `left` counts those that leave a blank. `readings` has what became of each field's entry.
 */
export function composeLetter(letter, body, given) {
  const fields = new Map(letter.fields.map(field => [field.id, field]))
  const readings = new Map(letter.fields.map(field => [field.id, readTyped(field, given[field.id])]))
  // Spaces alone are no entry, neither in a blank nor for a condition. What can't stand in the letter
  // is one for a condition: the sentence is there, and shows the blank.
  const isEntry = ({ shown, warning }) => shown || warning
  const entries = Object.fromEntries(letter.fields.map(({ id }) => [id, isEntry(readings.get(id)) && given[id]]))
  const open = letter.fields.filter(({ id, type }) => type === "choice" && !entries[id]).map(({ id }) => id)
  const parts = takeApart(body, entries, open)
  const pieces = parts.map((part, index) => {
    if (index % 2 === 0) return { text: part }
    const field = fields.get(part)
    const reading = readTyped(field, given[part], lastLine(parts[index - 1]), firstLine(parts[index + 1]))
    if (reading.warning || !readings.get(part).warning) readings.set(part, reading)
    return { field, text: reading.shown || say("letter.blank", { label: field.label }), isBlank: !reading.shown }
  })
  const placed = new Set(pieces.map(piece => piece.field).filter(Boolean))
  const needed = new Set([...fieldsDeciding(body), ...[...placed].map(field => field.id)])
  const warned = letter.fields.filter(({ id }) => needed.has(id) && readings.get(id).warning)
  const empty = [...placed].filter(({ id }) => !isEntry(readings.get(id)))
  return {
    pieces,
    readings,
    needed,
    text: pieces.map(piece => piece.text).join(""),
    amiss: letter.fields.filter(field => empty.includes(field) || warned.includes(field)),
    left: empty.length + warned.filter(({ id }) => !readings.get(id).shown).length,
    blanks: empty.map(field => field.label),
    warnings: warned.map(({ id, label }) => say("warning.of", { label, warning: readings.get(id).warning })),
  }
}

const lastLine = text => text.slice(text.lastIndexOf("\n") + 1)

const firstLine = text => text.split("\n", 1)[0]
