// What comes from outside (the address, the browser's stores, other tabs, other versions of the guide)
// and may be anything at all. Each kind of value has one reader here or beside its subject (isDay,
// readRoute): it gives a value that is certainly of its kind, or undefined. Nothing reads past them.

import { isDay, isTime } from "./dates.js"
import { MOST_ADDRESS } from "./route.js"
import { addressOf } from "./site.js"

/** @import { Field } from "./data.js" */

/** Bounds in characters, or in items: more than people write, little enough for any page. */
const MOST_TEXT = 100_000
const MOST_WORDS = 500
export const MOST_ITEMS = 1_000

/** @typedef {{ day: string, what: string, title: string }} Entry of the record: what is "tree/step" */
/** @typedef {{ path: string, title: string, tree: string }} Place */
/** @typedef {[label: string, text: string]} Told */
/** @typedef {string | string[] | Entry[] | Place} Value */
/**
 * The kind of value that stands under a key.
 * @template {string} K
 * @typedef {K extends "record" ? Entry[] : K extends "place" ? Place
 *   : K extends `checklist.${string}` ? string[] : string} ValueOf
 */

/**
 * The kinds of what is stored, by the form of their keys.
 * @type {[RegExp, (value: unknown) => Value | undefined][]}
 */
const KINDS = [
  [/^record$/, readRecord],
  [/^place$/, readPlace],
  [/^tone$/, readWords],
  [/^on\../, value => (isDay(value) ? value : undefined)],
  [/^(field|letter)\../, readText],
  [/^checklist\../, readTexts],
]

/**
 * A stored value as its key's kind has it; undefined for what isn't one, and under unknown keys.
 * @param {string} key
 * @param {unknown} value
 * @returns {Value | undefined}
 */
export function readValue(key, value) {
  return KINDS.find(([form]) => form.test(key))?.[1](value)
}

/**
 * @param {unknown} value
 * @param {number} [most]
 */
function readText(value, most = MOST_TEXT) {
  return typeof value === "string" && value.length <= most ? value : undefined
}

/** @param {unknown} value */
function readWords(value) {
  return readText(value, MOST_WORDS)
}

/**
 * @param {unknown} value
 * @returns {string[] | undefined}
 */
function readTexts(value) {
  return Array.isArray(value) ? value.filter(each => readWords(each) !== undefined).slice(0, MOST_ITEMS) : undefined
}

/**
 * How a value is told to its owner: [label, text].
 * @param {unknown} value
 * @returns {Told | undefined}
 */
export function readTold(value) {
  const [label, text] = Array.isArray(value) ? value : []
  return readWords(label) && readText(text) !== undefined ? [label, text] : undefined
}

/**
 * @param {unknown} value
 * @returns {Entry[] | undefined}
 */
function readRecord(value) {
  if (!Array.isArray(value)) return undefined
  const entries = value
    .filter(each => isDay(each?.day) && readWords(each.what) && readWords(each.title))
    .map(({ day, what, title }) => ({ day, what, title }))
  return inOrder(entries).slice(-MOST_ITEMS)
}

/**
 * Entries of the record in the order of their days.
 * @param {Entry[]} entries
 */
export function inOrder(entries) {
  return entries.sort((one, other) => one.day.localeCompare(other.day))
}

/**
 * A place of this very site: {path, title, tree}.
 * @param {unknown} value
 * @returns {Place | undefined}
 */
function readPlace(value) {
  const { path, title, tree } = Object(value)
  const isWhole = readText(path, MOST_ADDRESS) && addressOf(path) && readWords(title) && readWords(tree)
  return isWhole ? { path, title, tree } : undefined
}

/**
 * What a field of a letter may begin with: a date that is one, an option that there is.
 * @param {Field} field
 * @param {unknown} value
 * @returns {string | undefined}
 */
export function readEntry(field, value) {
  const entry = readText(value)
  if (!entry) return entry
  if (field.type === "choice") return Object.hasOwn(field.options ?? {}, entry) ? entry : undefined
  if (field.type === "date") return isDay(entry) ? entry : undefined
  if (field.type !== "datetime") return entry
  // Half a moment is kept too: a reader who changes the day finds the time again.
  const [day, time = "", ...rest] = entry.split("T")
  return (!day || isDay(day)) && (!time || isTime(time)) && !rest.length ? entry : undefined
}
