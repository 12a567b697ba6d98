// The record of what the reader did when: [{day, what: "tree/step", title}], in the order of the days.

import { DATA } from "./data.js"
import { today } from "./dates.js"
import { inOrder } from "./kinds.js"
import { store } from "./storage.js"
import { say } from "./words.js"

/** @import { Entry } from "./kinds.js" */

export const record = {
  all: () => store.get("record") ?? [],

  /** The last day on which a step was recorded; undefined for none. */
  dayOf: (/** @type {string} */ what) => record.all().findLast(entry => entry.what === what)?.day,

  /**
   * Adds an entry, in the place of one of the same step on the day `instead`; gives where it is kept.
   * @param {Entry} entry
   * @param {string} [instead]
   */
  add(entry, instead = entry.day) {
    const others = record.all().filter(({ what, day }) => what !== entry.what || day !== instead)
    return store.set("record", inOrder([...others, entry]))
  },

  /** @param {Entry} gone */
  remove(gone) {
    const left = record.all().filter(({ what, day }) => what !== gone.what || day !== gone.day)
    store.set("record", left.length ? left : undefined)
  },
}

/**
 * The record as lines of a letter; "" when there is none.
 * @returns {string}
 */
export function recordAsText() {
  const entries = record.all()
  const years = new Set([today(), ...entries.map(entry => entry.day)].map(day => day.slice(0, 4)))
  /** @type {Intl.DateTimeFormatOptions} */
  const style = { timeZone: "UTC", month: "long", day: "numeric", year: years.size > 1 ? "numeric" : undefined }
  const format = new Intl.DateTimeFormat(DATA.language, style)
  return entries.map(({ day, title }) => say("record.line", { day: format.format(new Date(day)), what: title })).join("\n")
}
