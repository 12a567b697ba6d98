// Letters without a page: which text comes of which entries, and with what a field begins.
// The same as markup/letter_template.py, which also checks that a letter's marks are well formed.

import { momentAfter, nowInZone } from "./dates.js"

/** @import { Field } from "./data.js" */
/** @import { Moment } from "./dates.js" */

const CONDITION =
  /\[\[\s*if\s+(\w+)(?:\s*=\s*([\w-]+))?\s*\]\]([^]*?)(?:\[\[\s*else\s*\]\]([^]*?))?\[\[\s*end\s*\]\]/g
const BLANK = /\{\{\s*(\w+)\s*\}\}/
/** Stands where a condition begins or ends while lines are put together (private use). */
const SEAM = "\ue000"

/**
 * A letter with its conditions decided, taken apart at its blanks: [text, field, text, field, …, text].
 * A line that holds nothing but conditions, or on which they leave nothing, leaves no empty line.
 * Of two texts for a choice that is still `open` neither is said: a blank stands there.
 * @param {string} body
 * @param {Record<string, string>} entries
 * @param {string[]} [open]
 */
export function takeApart(body, entries, open = []) {
  const decided = body.replace(CONDITION, (_, field, option, then, otherwise = "") => {
    if (otherwise.trim() && open.includes(field)) return `${SEAM}{{${field}}}${SEAM}`
    const entry = entries[field] ?? ""
    return SEAM + ((option ? entry === option : entry) ? then : otherwise) + SEAM
  })
  const lines = decided.split("\n").filter(line => !line.includes(SEAM) || line.replaceAll(SEAM, "").trim())
  return lines.join("\n").replaceAll(SEAM, "").split(BLANK)
}

/**
 * The fields on which a letter's conditions depend.
 * @param {string} body
 */
export function fieldsDeciding(body) {
  return [...body.matchAll(CONDITION)].map(found => found[1])
}

/**
 * The entry with which a field begins.
 * @param {Pick<Field, "type" | "default">} field
 */
export function startingEntry(field) {
  const start = field.default ?? ""
  if (typeof start === "string") return start
  return joinedMoment(field, momentAfter(nowInZone(), start))
}

/**
 * A moment as an entry of a field has it.
 * @param {Pick<Field, "type">} field
 * @param {Moment} moment
 */
export function joinedMoment(field, { day, time }) {
  return field.type === "date" ? day : `${day}T${time}`
}
