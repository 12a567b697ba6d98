// What the guide remembers, all of it on the reader's device. At first only for this visit (the tab);
// on the device when the reader has chosen so. What the browser refuses to keep is held as long as the
// page is open, and `set` and `state` say so.
//
// Each value has a key of its own, "guide:/folder/:2:field.name", and holds {value, told}: what it is,
// and in which words it's shown to its owner. So a write touches what was changed and nothing else,
// whatever other tabs write meanwhile. 2 is the version of this format; values of version 1 (without a
// number, all words under one key) are taken over. What can't be read, of whatever version, stops
// nothing: it's listed and erased with the rest.

import { readTold, readValue } from "./kinds.js"
import { SITE } from "./site.js"

/** @import { Told, Value, ValueOf } from "./kinds.js" */

/** @typedef {{ value?: Value, told?: Told }} Held a value, and how it's told */
/** @typedef {"device" | "visit" | ""} Kept where something is kept; "" where it goes with the page */

export const store = (() => {
  // A host may hold several guides, each in a folder of its own.
  const OURS = `guide:${SITE?.pathname ?? ""}:`
  const VERSION = "2"
  const VALUES = `${OURS}${VERSION}:`
  const KEPT = `${OURS}kept`
  const PROBE = `${OURS}kept?`
  const visit = area("sessionStorage")
  const device = area("localStorage")
  /** What the browser refused to keep: key → {value, told}; a value of undefined was to be forgotten. */
  const unkept = /** @type {Map<string, Held>} */ (new Map())

  /**
   * One of the browser's stores. Any access may be refused, at any time: then there is nothing in it.
   * @param {"localStorage" | "sessionStorage"} name
   */
  function area(name) {
    /**
     * @template T
     * @param {(found: Storage) => T} act
     * @param {T} otherwise
     * @returns {T}
     */
    const attempt = (act, otherwise) => {
      try {
        return act(window[name])
      } catch {
        return otherwise
      }
    }
    /** @param {string} key */
    const get = key => attempt(found => found.getItem(key), null)
    /** @param {string} key */
    const remove = key => attempt(found => (found.removeItem(key), true), false)
    /**
     * @param {string} key
     * @param {string} text
     */
    const set = (key, text) => attempt(found => (found.setItem(key, text), found.getItem(key) === text), false)
    return {
      get,
      set,
      remove,
      keys: () => attempt(found => Object.keys(found).filter(key => key.startsWith(OURS) && key !== PROBE), /** @type {string[]} */ ([])),
      works: () => set(PROBE, "") && remove(PROBE),
    }
  }

  function isKept() {
    return device.get(KEPT) !== null
  }

  function current() {
    return isKept() ? device : visit
  }

  /**
   * What stands under a key: {value, told, isWhole}; undefined for nothing that can be read.
   * @param {string} key
   * @param {string | null} text
   * @returns {(Held & { isWhole: boolean }) | undefined}
   */
  function parse(key, text) {
    try {
      const found = JSON.parse(/** @type {string} */ (text))
      const value = readValue(key, found.value)
      const isWhole = JSON.stringify(value) === JSON.stringify(found.value)
      return value === undefined ? undefined : { value, told: readTold(found.told), isWhole }
    } catch {
      return undefined
    }
  }

  /**
   * @param {string} key
   * @returns {Held | undefined}
   */
  function find(key) {
    return unkept.get(key) ?? parse(key, current().get(VALUES + key))
  }

  /**
   * @param {string} key
   * @param {Value | undefined} value
   * @param {Told} [told]
   * @returns {Kept}
   */
  function set(key, value, told) {
    const text = JSON.stringify({ value, told })
    const isDone = value === undefined ? current().remove(VALUES + key) : parse(key, text) && current().set(VALUES + key, text)
    if (isDone) unkept.delete(key)
    else unkept.set(key, { value, told })
    return isDone ? (isKept() ? "device" : "visit") : ""
  }

  /** Moves what was remembered for the visit to the device, all of it or nothing: whether it is there. */
  function moveVisit() {
    const keys = visit.keys().filter(key => key.startsWith(VALUES))
    const before = keys.map(key => /** @type {const} */ ([key, device.get(key)]))
    // What another tab has chosen to keep stays as it is.
    const moved = before.filter(([, old]) => !isKept() || old === null)
    if (moved.every(([key]) => device.set(key, visit.get(key) ?? ""))) {
      moved.forEach(([key]) => visit.remove(key))
      return true
    }
    for (const [key, old] of moved) old === null ? device.remove(key) : device.set(key, old)
    return false
  }

  /**
   * Takes over the values of version 1, where nothing newer stands.
   * @param {ReturnType<typeof area>} from
   */
  function takeOver(from) {
    const prefix = OURS.length
    const words = parseJson(from.get(`${OURS}told`))
    const olds = from.keys().filter(key => key !== KEPT && !/^\d+:/.test(key.slice(prefix)))
    for (const old of olds) {
      const key = old.slice(prefix)
      const text = from.get(old)
      const value = readValue(key, parseJson(text))
      if (value === undefined || from.get(VALUES + key) !== null) continue
      from.remove(old)
      const told = Object.hasOwn(Object(words), key) ? readTold(words[key]) : undefined
      if (!from.set(VALUES + key, JSON.stringify({ value, told }))) from.set(old, text ?? "")
    }
    const isEmpty = from.keys().every(key => key === KEPT || key === `${OURS}told` || key.startsWith(VALUES))
    if (isEmpty) from.remove(`${OURS}told`)
  }

  /**
   * @param {string | null} text
   * @returns {any}
   */
  function parseJson(text) {
    try {
      return JSON.parse(/** @type {string} */ (text)) ?? undefined
    } catch {
      return undefined
    }
  }

  /** Looks anew at what is stored, and tells the parts of the page that show it. */
  function changed() {
    if (isKept()) moveVisit()
    for (const $part of document.querySelectorAll("[data-follows]")) $part.dispatchEvent(new Event("remembered"))
  }

  takeOver(visit)
  takeOver(device)
  if (isKept()) moveVisit()
  window.addEventListener("storage", ({ key }) => {
    if (key !== null && (!key.startsWith(OURS) || key === PROBE)) return
    if (key === null) unkept.clear()
    else unkept.delete(key.slice(VALUES.length))
    changed()
  })
  // A page that was hidden, or that the browser brings back as it was, has missed what happened
  // meanwhile: also that days went by. So all that hangs on the clock follows the store.
  window.addEventListener("pageshow", event => event.persisted && changed())
  document.addEventListener("visibilitychange", () => document.hidden || changed())

  return {
    /** Whether the reader chose that the device keeps what is remembered. */
    isKept,

    /** Where things are remembered: "device", "visit", or "" when they go with the page. */
    state: () => (unkept.size || !current().works() ? "" : isKept() ? "device" : "visit"),

    /** Begins to keep all that is remembered on the device, until all is erased: whether it does. */
    keep() {
      if (isKept()) return true
      // The mark comes last: other tabs see it when everything is there.
      if (!moveVisit() || !device.set(KEPT, VERSION)) return false
      for (const [key, { value, told }] of [...unkept]) set(key, value, told)
      return true
    },

    /** What is remembered under a key, of the kind that its key says; undefined for nothing. */
    get: /** @type {<K extends string>(key: K) => ValueOf<K> | undefined} */ (key => find(key)?.value),

    /**
     * Remembers a value, and how it's told: [label, text]; undefined forgets it. The kinds are in
     * kinds.js. Gives where it is now, as `state` does.
     */
    set,

    /** All that is remembered: [{key, value, told}], told undefined where nobody said. */
    all() {
      const stored = current().keys().filter(key => key.startsWith(VALUES))
      const keys = new Set([...stored.map(key => key.slice(VALUES.length)), ...unkept.keys()])
      return [...keys].flatMap(key => {
        const { value, told } = find(key) ?? {}
        return value === undefined ? [] : [{ key, value, told }]
      })
    },

    /** Whatever else of ours lies in the browser and isn't used: [[key, text]]. */
    others() {
      /** @param {string} key */
      const known = key => key.startsWith(VALUES) && parse(key.slice(VALUES.length), current().get(key))?.isWhole
      const here = current()
      return [visit, device].flatMap(from =>
        from
          .keys()
          .filter(key => key !== KEPT && !(from === here && known(key)))
          .map(key => /** @type {const} */ ([key.slice(OURS.length), from.get(key) ?? ""])),
      )
    },

    /** Forgets all, here and on the device, and keeps nothing from now on: whether nothing is left. */
    clear() {
      unkept.clear()
      // The mark goes first: no other tab takes what is left for something to be kept.
      device.remove(KEPT)
      for (const from of [visit, device]) from.keys().forEach(from.remove)
      changed()
      return ![visit, device].some(from => from.keys().length)
    },

    /**
     * Calls a function whenever another tab has changed something, all was erased, or the page is seen
     * again after it wasn't, while the part is there.
     * @param {HTMLElement} $part
     * @param {() => unknown} act
     */
    follow($part, act) {
      $part.dataset.follows = ""
      $part.addEventListener("remembered", act)
    },
  }
})()
