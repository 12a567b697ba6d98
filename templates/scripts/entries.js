// What was typed into a letter's fields: what it means, how it reads in the letter, or why it can't.
// The same readers as i18n/entries; tests/data/typed.toml holds both to one table of cases.
// An entry is a text: what was typed, a choice's option, "2026-12-03", "2026-12-03T18:00".
// DATA.notation says how the guide's language writes amounts, days and names.

import { typedAmount } from "./amounts.js"
import { typedDay, typedMoment } from "./days.js"
import { typedName } from "./names.js"
import { manyLines, narrow, oneLine } from "./plain.js"
import { standing } from "./reading.js"
import { askedIfPrivate, fitted } from "./sentences.js"
import { say } from "./words.js"

/** @import { Field } from "./data.js" */
/** @import { Reading } from "./reading.js" */

/** @typedef {Omit<Field, "id" | "label">} Typed what its reading depends on */

/**
 * Reads an entry.
 * @param {Typed} field
 * @param {string} entry
 * @param {string} [before] the letter's own text before the place where it will stand, on the same line
 * @param {string} [after] the letter's own text behind it
 */
export function readTyped(field, entry, before = "", after = "") {
  const reading = READERS[field.type](entry, field, before, after)
  if (!reading.shown || reading.warning) return reading
  const over = [...reading.shown].length - (field.max_length ?? Infinity)
  return over > 0 ? { ...reading, warning: say("warning.too-long", { over }) } : reading
}

/** @type {Record<Typed["type"], (entry: string, field: Typed, before: string, after: string) => Reading>} */
const READERS = {
  amount: (entry, _, before, after) => typedAmount(narrow(entry), before, after),
  choice: (entry, { options = {} }) => (Object.keys(options).includes(entry) ? standing(entry, options[entry]) : standing("")),
  date: (entry, field) => typedDay(narrow(entry), field),
  datetime: (entry, field) => typedMoment(narrow(entry), field),
  lines: entry => askedIfPrivate(standing(manyLines(entry))),
  text: (entry, field, before, after) =>
    fitted(field.honorific ? typedName(oneLine(entry)) : standing(oneLine(entry)), before, after),
}
