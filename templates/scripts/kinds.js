// What comes from outside (the address, the browser's stores, other tabs, other versions of the guide)
// and may be anything at all. Each kind of value has one reader here or beside its subject (isDay,
// readRoute): it gives a value that is certainly of its kind, or undefined. Nothing reads past them.

import { isDay, isTime } from "./dates.js"
import { addressOf } from "./site.js"

/** Bounds in characters, or in items: more than people write, little enough for any page. */
const MOST_TEXT = 100_000
const MOST_WORDS = 500
export const MOST_ADDRESS = 8_000
export const MOST_ITEMS = 1_000

/** The kinds of what is stored, by the form of their keys. */
const KINDS = [
  [/^record$/, readRecord],
  [/^place$/, readPlace],
  [/^tone$/, readWords],
  [/^on\../, value => (isDay(value) ? value : undefined)],
  [/^(field|letter)\../, readText],
  [/^checklist\../, readTexts],
]

/** A stored value as its key's kind has it; undefined for what isn't one, and under unknown keys. */
export function readValue(key, value) {
  return KINDS.find(([form]) => form.test(key))?.[1](value)
}

function readText(value, most = MOST_TEXT) {
  return typeof value === "string" && value.length <= most ? value : undefined
}

function readWords(value) {
  return readText(value, MOST_WORDS)
}

function readTexts(value) {
  return Array.isArray(value) ? value.filter(each => readWords(each) !== undefined).slice(0, MOST_ITEMS) : undefined
}

/** How a value is told to its owner: [label, text]. */
export function readTold(value) {
  const [label, text] = Array.isArray(value) ? value : []
  return readWords(label) && readText(text) !== undefined ? [label, text] : undefined
}

function readRecord(value) {
  if (!Array.isArray(value)) return undefined
  const isEntry = each => isDay(each?.day) && readWords(each.what) && readWords(each.title)
  const entries = value.filter(isEntry).map(({ day, what, title }) => ({ day, what, title }))
  return inOrder(entries).slice(-MOST_ITEMS)
}

/** Entries of the record in the order of their days. */
export function inOrder(entries) {
  return entries.sort((one, other) => one.day.localeCompare(other.day))
}

/** A place of this very site: {path, title, tree}. */
function readPlace(value) {
  const { path, title, tree } = Object(value)
  const isWhole = readText(path, MOST_ADDRESS) && addressOf(path) && readWords(title) && readWords(tree)
  return isWhole ? { path, title, tree } : undefined
}

/** What a field of a letter may begin with: a date that is one, an option that there is. */
export function readEntry(field, value) {
  const entry = readText(value)
  if (!entry) return entry
  if (field.type === "choice") return Object.hasOwn(field.options, entry) ? entry : undefined
  if (field.type === "date") return isDay(entry) ? entry : undefined
  if (field.type !== "datetime") return entry
  // Half a moment is kept too: a reader who changes the day finds the time again.
  const [day, time = "", ...rest] = entry.split("T")
  return (!day || isDay(day)) && (!time || isTime(time)) && !rest.length ? entry : undefined
}
