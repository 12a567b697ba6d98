// What had other names before. Addresses that were sent, calendars and the device may still use those:
// here they become the present ones. DATA.was holds {kind: {former: present}} (analysis/former_names.py).

import { DATA } from "./data.js"
import { writeRoute } from "./route.js"
import { store } from "./storage.js"

/** @import { RenamedKind } from "./data.js" */
/** @import { Entry, Value } from "./kinds.js" */
/** @import { Asked, Tree } from "./route.js" */

/**
 * The present name of something of a kind; one that is no former name stays.
 * @param {RenamedKind} kind
 * @param {string} name
 */
function presentName(kind, name) {
  const names = DATA.was?.[kind] ?? {}
  return Object.hasOwn(names, name) ? names[name] : name
}

/**
 * "tree/step" in present names.
 * @param {string} path
 */
export function presentStep(path) {
  const [tree, step, ...rest] = path.split("/")
  if (step === undefined || rest.length) return path
  const owner = presentName("trees", tree)
  return presentName("steps", `${owner}/${step}`)
}

/**
 * A route in present names: each name in it belongs to the tree that was entered last.
 * @param {Tree} tree
 * @param {Asked} route
 * @returns {Asked}
 */
function presentRoute(tree, { at, way, ...rest }) {
  /**
   * @param {string} owner
   * @param {string} step
   */
  const stepOf = (owner, step) => presentStep(`${owner}/${step}`).split("/")[1]
  let owner = tree.id
  const names = way.map(name => {
    const [, entered, step, again] = /** @type {RegExpExecArray} */ (/^(?:([^/]*)\/)?([^.]*)(.*)$/.exec(name))
    owner = entered === undefined ? owner : presentName("trees", entered)
    const now = stepOf(owner, step) + again
    return entered === undefined ? now : `${owner}/${now}`
  })
  return { ...rest, at: at && stepOf(tree.id, at), way: names }
}

/**
 * The address in present names, where it has others; what else stands in it goes.
 * @param {Tree} tree
 * @param {Asked} route
 */
export function renameAddress(tree, route) {
  const now = presentRoute(tree, route)
  const changed = writeRoute(now)
  if (changed !== writeRoute(route)) history.replaceState(null, "", location.pathname + changed + location.hash)
  return now
}

/** What is kept under former names is kept under the present ones from now on. */
function renameKept() {
  for (const { key, value, told } of store.all()) {
    const [nowKey, nowValue] = presentEntry(key, value)
    if (nowKey === key && JSON.stringify(nowValue) === JSON.stringify(value)) continue
    // What was written under the present name since is newer.
    const isThere = nowKey !== key && store.get(nowKey) !== undefined
    if ((isThere || store.set(nowKey, nowValue, told)) && nowKey !== key) store.set(key, undefined)
  }
}

/**
 * A key of the store and its value, in present names: [key, value]. Other forms stay as they are.
 * @param {string} key
 * @param {Value} value
 * @returns {[string, Value]}
 */
function presentEntry(key, value) {
  const [kind, first, second] = key.split(".")
  if (kind === "record") return [key, /** @type {Entry[]} */ (value).map(entry => ({ ...entry, what: presentStep(entry.what) }))]
  if (kind === "on") return [`on.${presentStep(key.slice(3))}`, value]
  if (/^field\.\w+$/.test(key)) return [`field.${presentName("fields", first)}`, value]
  if (/^letter\.[^.]+\.\w+$/.test(key)) {
    return [`letter.${presentName("letters", first)}.${presentName("fields", second)}`, value]
  }
  if (kind !== "checklist") return [key, value]
  const checklist = presentName("checklists", first)
  return [`checklist.${checklist}`, /** @type {string[]} */ (value).map(tick => presentTick(checklist, tick))]
}

/**
 * A tick, "point.2", with the point's present name.
 * @param {string} checklist
 * @param {string} tick
 */
function presentTick(checklist, tick) {
  const [point, ...rest] = tick.split(".")
  const path = presentName("points", `${checklist}/${point}`)
  return [path.slice(checklist.length + 1), ...rest].join(".")
}

/** From a former anchor to the present one, without another step in the history. */
function leaveFormerAnchor() {
  const $there = document.getElementById(location.hash.slice(1))
  if ($there?.matches(".former")) location.replace(`#${$there.dataset.now}`)
}

if (DATA.was && Object.keys(DATA.was).length) renameKept()
window.addEventListener("hashchange", leaveFormerAnchor)
leaveFormerAnchor()
