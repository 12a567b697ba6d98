// What is filled in for a letter, as the store keeps it.

import { readTyped } from "../../scripts/entries.js"
import { readEntry } from "../../scripts/kinds.js"
import { startingEntry } from "../../scripts/letters.js"
import { store } from "../../scripts/storage.js"

/** @import { Field } from "../../scripts/data.js" */

/**
 * Where an entry is kept: those of shared fields for all letters.
 * @param {string} letter
 * @param {Field} field
 * @returns {`field.${string}` | `letter.${string}`}
 */
function entryKey(letter, field) {
  return field.shared ? `field.${field.id}` : `letter.${letter}.${field.id}`
}

/**
 * @param {string} letter
 * @param {Field} field
 */
export function storedEntry(letter, field) {
  return readEntry(field, store.get(entryKey(letter, field))) ?? startingEntry(field)
}

/**
 * What is kept of an entry: a day as a day, however it was typed; what isn't one is no entry anywhere else.
 * @param {Field} field
 * @param {string} entry
 */
export function keptEntry(field, entry) {
  const { value, warning } = readTyped(field, entry)
  return field.type.startsWith("date") && (value || warning) ? value : entry
}

/**
 * Keeps an entry; gives where it is, as `store.set` does.
 * @param {string} letter
 * @param {Field} field
 * @param {string} entry
 */
export function storeEntry(letter, field, entry) {
  const { shown } = readTyped(field, entry)
  const kept = keptEntry(field, entry)
  // What can be computed anew is not kept: "in three days" is another day tomorrow.
  if (kept === storedEntry(letter, field)) return store.state()
  return store.set(entryKey(letter, field), kept, [field.label, shown || kept])
}
