// Where one is in a tree, as the address says it: `?at=nudge&way=triage/~contracted~after-contract/~silent`.
// `way` begins with the tree ("tree/", or "tree/node" where the walk began within it); then it names each
// step that an answer led to, "step.2" when a second answer leads to the same. What lies between follows
// from the tree, but for an action that couldn't be done: "step.0" is where that led. A name with a slash
// leads into another tree. `on` is the day that a wait counts from, `ask` asks what is known already.

import { daysBetween, isDay, isTime, today } from "./dates.js"

/** @import { NodeKind } from "./data.js" */

/**
 * A way out of a step; `name` as in addresses.
 * @typedef {{ name: string, to: string, isHere: boolean, returns?: boolean, label?: string, page: string }} Edge
 */
/** @typedef {{ id: string, kind: NodeKind, ways: Edge[] }} Step */
/** @typedef {{ id: string, start: string, trees: Map<string, unknown>, steps: Map<string, Step> }} Tree */
/** @typedef {{ at: string, way: string[] }} Route a place in a tree, and how one came there */
/** @typedef {Route & { on: string, ask: string, isAsked: boolean, isRefused: boolean }} Asked */
/** @typedef {Partial<Route> & { on?: string, ask?: string }} Query */
/** @typedef {{ id: string, way: string[], answer?: Edge, isPassed?: boolean }} Visit */
/** @typedef {{ before: string[], visits: Visit[], lost: "" | "step" | "path" }} Path */

const NAME = /^[a-z0-9-]{1,300}(\/[a-z0-9-]{0,300})?(\.\d{1,3})?$/
/** More characters than any browser sends. */
export const MOST_ADDRESS = 8_000
/** Names after which a way is cut short: the address must stay one that can be sent. */
const LONGEST = 80
/** No way leads through more steps: an address can hold many names, a tree many steps between two. */
const MOST_VISITS = 1_000
/** So many days around today a wait can have begun: old links are kept, but nobody waits from years ahead. */
const [EARLIEST, LATEST] = [-3_660, 366]
/** As `at`: the last step that the way leads to by itself. */
export const END = "-"
/** Ends the name of the way that those take who couldn't do a step. */
export const OTHERWISE = ".0"
/** What stands for something that can't be a name: no step and no answer is called so. */
const NO_NAME = "?"

/**
 * What an address's query says: {at, way, on, isAsked, isRefused}; no step of it is known to be there.
 * Whatever others have written into the address isn't looked at. `isAsked` says whether a place was
 * asked for, `isRefused` that `on` holds something that is no day.
 * @param {string} query
 * @returns {Asked}
 */
export function readRoute(query) {
  const said = new URLSearchParams(query)
  const [at, way, on] = ["at", "way", "on"].map(name => said.get(name) ?? "")
  const route = { at: readStep(at), way: readNames(way), on: readSince(on), ask: said.has("ask") ? "1" : "" }
  return { ...route, isAsked: Boolean(writeRoute(route)), isRefused: on !== route.on }
}

/** @param {string} text */
function readStep(text) {
  return !text || NAME.test(text) ? text : NO_NAME
}

/** @param {string} text */
function readNames(text) {
  const isLong = text.length > MOST_ADDRESS || text.split("~", 2 * LONGEST + 1).length > 2 * LONGEST
  return isLong ? [NO_NAME] : text.split("~").filter(name => NAME.test(name))
}

/**
 * A day not too far from today, or such a day and a time: "2026-12-03T18:00"; "" for anything else.
 * @param {string} text
 */
function readSince(text) {
  const [day, time, ...rest] = text.split("T", 3)
  const isWhole = isDay(day) && (time === undefined || isTime(time)) && !rest.length
  const distance = isWhole ? daysBetween(today(), day) : Infinity
  return distance >= EARLIEST && distance <= LATEST ? text : ""
}

/** The address of the page with nothing in it but the place, for the reader to keep or send. */
export function addressHere() {
  const { at, way, on } = readRoute(location.search)
  return location.href.split(/[?#]/)[0] + (at === NO_NAME ? "" : writeRoute({ at, way, on }))
}

/**
 * The query for a place: "" for a tree's beginning.
 * @param {Query} place
 */
export function writeRoute({ at, way = [], on, ask }) {
  // Written by hand: all these signs may stand in a query as they are.
  const isShort = way.length < 2 && way[0]?.endsWith("/")
  const said = { at, way: isShort ? "" : way.join("~"), on, ask }
  const parts = Object.entries(said).filter(([, value]) => value)
  return parts.length ? `?${parts.map(([name, value]) => `${name}=${value}`).join("&")}` : ""
}

/**
 * The steps that a route leads through, the present one last: {before, visits, lost}.
 * `before` is the way in other trees, a visit is {id, way, answer}; `lost` is "step" when the present
 * step isn't there, "path" when the way doesn't fit the tree (any more): then only the step is left.
 * @param {Tree} tree
 * @param {Route} route
 * @returns {Path}
 */
export function followRoute(tree, { at, way }) {
  const entry = way.findLastIndex(name => name.includes("/"))
  const names = entry < 0 ? [`${tree.id}/`, ...way] : way.slice(entry)
  const [owner, first] = names[0].replace(/\.\d+$/, "").split("/")
  const before = way.slice(0, Math.max(entry, 0))
  const start = first || tree.start
  const isKnown = before.every(name => !name.includes("/") || tree.trees.has(name.split("/")[0]))
  const isHere = owner === tree.id && tree.steps.has(start) && isKnown
  const visits = isHere ? visitsAlong(tree, start, names, before, at) : null
  if (visits) return { before, visits, lost: "" }
  const isStep = tree.steps.has(at)
  const alone = isStep ? { id: at, way: [`${tree.id}/${at}`] } : { id: tree.start, way: [`${tree.id}/`] }
  // A step without a way is a link that somebody wrote: nothing is lost.
  return { before: [], visits: [alone], lost: isStep ? (way.length ? "path" : "") : "step" }
}

/**
 * @param {Tree} tree
 * @param {string} start
 * @param {string[]} names
 * @param {string[]} before
 * @param {string} at
 * @returns {Visit[] | null}
 */
function visitsAlong(tree, start, names, before, at) {
  /** @type {Visit[]} */
  const visits = []
  let id = start
  for (let index = 1; index <= names.length; index += 1) {
    const way = [...before, ...names.slice(0, index)]
    const isLast = index === names.length
    const wanted = isLast ? (at || id) : ""
    goOn(tree, id, wanted, names[index], id => visits.push({ id, way }))
    if (visits.length > MOST_VISITS) return null
    const here = lastVisit(visits)
    if (isLast) return wanted === END || here.id === wanted ? visits : null
    here.answer = stepAt(tree, here.id).ways.find(each => each.isHere && each.name === names[index])
    if (!here.answer) return null
    id = here.answer.to
  }
  return null
}

/**
 * A step that is certainly there.
 * @template {Step} S
 * @param {{ steps: Map<string, S> }} tree
 * @param {string} id
 */
export function stepAt(tree, id) {
  return /** @type {S} */ (tree.steps.get(id))
}

/**
 * The present step's visit: every path has one.
 * @param {Visit[]} visits
 */
export function lastVisit(visits) {
  return /** @type {Visit} */ (visits.at(-1))
}

/**
 * Visits a step and those that follow without a question, up to the wanted one or the next name's.
 * @param {Tree} tree
 * @param {string} id
 * @param {string} wanted
 * @param {string | undefined} name
 * @param {(id: string) => void} visit
 */
function goOn(tree, id, wanted, name, visit) {
  for (let left = tree.steps.size; left >= 0; left -= 1) {
    visit(id)
    const { kind, ways } = stepAt(tree, id)
    const isLeft = ways.some((way, index) => index && kind !== "question" && way.name === name)
    if (id === wanted || kind === "question" || isLeft || !ways[0]?.isHere) return
    id = ways[0].to
  }
}

/**
 * The route after one more way out of the present step.
 * @param {Tree} tree
 * @param {Path} path
 * @param {Edge} way
 * @returns {Route}
 */
export function routeAlong(tree, { visits }, way) {
  const here = lastVisit(visits)
  if (!way.isHere) {
    const again = here.way.indexOf(way.name)
    return { at: way.to, way: [...(again < 0 ? here.way : here.way.slice(0, again)), way.name] }
  }
  // Back to where one was: what came after it is no longer the way.
  const earlier = way.returns && visits.find(visit => visit.id === way.to)
  if (earlier) return { at: way.to, way: earlier.way }
  const isAnswer = stepAt(tree, here.id).kind === "question" || way.name.endsWith(OTHERWISE)
  const longer = isAnswer ? [...here.way, way.name] : here.way
  return { at: way.to, way: longer.length > LONGEST ? [`${tree.id}/${way.to}`] : longer }
}

/**
 * The way before this tree, by tree: [{tree, way}], each with the whole way up to its end.
 * @param {string[]} before
 */
export function treesBefore(before) {
  const starts = before.flatMap((name, index) => (name.includes("/") ? [index] : []))
  return starts.map((start, index) => ({
    tree: before[start].split("/")[0],
    way: before.slice(0, starts[index + 1] ?? before.length),
  }))
}
