// What the reader has said is known: the way in the address played again, as analysis/case does it.
// A state of a field is a bit; what is known of a field is a mask, all bits for nothing.

/** @import { CaseData, CaseField, CaseNode } from "./data.js" */

/**
 * A way that is played again: where it is, what is known there, and what it came by. `days` has, by field,
 * the step with which its day was recorded.
 * @typedef {{ data: CaseData, tree: string, node: string, known: number[], days: Record<string, string>,
 *   steps: { tree: string, node: string, isPassed: boolean }[] }} Following
 */

const QUESTION = 0
const WAIT = 2
/** So many steps follow one another at most: an address may lead in circles. */
const MOST_STEPS = 1_000
/**
 * What stands for a step that the data don't know.
 * @type {CaseNode}
 */
const NOWHERE = [QUESTION, -1, [], []]

/**
 * The data of a page, see website/case_data.py; null where none is followed.
 * @param {string | undefined} json
 * @returns {CaseData | null}
 */
export function readCase(json) {
  return json ? JSON.parse(json) : null
}

/**
 * @param {CaseData} data
 * @param {string} tree
 * @param {string} node
 * @returns {CaseNode | undefined}
 */
const nodeOf = (data, tree, node) => data.trees[tree]?.[2][node]

/** @param {CaseField} field */
const fullMask = ([, options, bounds]) => 2 ** (options.length || bounds.length + 1) - 1

/**
 * What is known where a way begins: what holds on the page and at the step.
 * @param {CaseData} data
 * @param {string} tree
 * @param {string} node
 */
function beginAt(data, tree, node) {
  const known = data.fields.map(fullMask)
  meet(known, data.trees[tree][1])
  meet(known, nodeOf(data, tree, node)?.[2] ?? [])
  return known
}

/**
 * Narrows what is known by masks; what contradicts it replaces it.
 * @param {number[]} known
 * @param {number[]} masks
 */
function meet(known, masks) {
  for (let at = 0; at < masks.length; at += 2) known[masks[at]] = known[masks[at]] & masks[at + 1] || masks[at + 1]
}

/**
 * @param {number[]} known
 * @param {number[]} masks
 */
function excludes(known, masks) {
  return masks.some((field, at) => at % 2 === 0 && !(known[field] & masks[at + 1]))
}

/**
 * What is still known of a field after a wait.
 * @param {number} mask
 * @param {CaseField} field
 */
function waited(mask, field) {
  const [, , , changes, ages] = field
  const full = fullMask(field)
  if (mask & changes) return full
  if (ages > 0) return full & ~((mask & -mask) - 1)
  return ages < 0 ? 2 ** (32 - Math.clz32(mask)) - 1 : mask
}

/**
 * The index of the exit by which a question passes itself, since its answer is known; -1 if it is asked.
 * @param {CaseData} data
 * @param {string} tree
 * @param {string} node
 * @param {number[]} known
 */
export function passedExit(data, tree, node, known) {
  const [, asks, , exits] = nodeOf(data, tree, node) ?? NOWHERE
  return asks < 0 ? -1 : exits.findIndex(([, , tells]) => tells >= 0 && !(known[asks] & ~tells))
}

/**
 * Whether an answer can be given, with what is known.
 * @param {CaseData} data
 * @param {string} tree
 * @param {string} node
 * @param {number} index
 * @param {number[]} known
 */
export function isOffered(data, tree, node, index, known) {
  const [, asks, , exits] = nodeOf(data, tree, node) ?? NOWHERE
  const [, , tells, narrows] = exits[index]
  return (asks < 0 || tells < 0 || (known[asks] & tells) > 0) && !excludes(known, narrows)
}

/**
 * What is known after a way and at its step.
 * @param {CaseData} data
 * @param {string[]} way
 * @param {string} tree
 * @param {string} at
 * @returns {Following}
 */
export function followCase(data, way, tree, at) {
  /** @type {Following} */
  const walk = { data, tree: "", node: "", known: [], days: {}, steps: [] }
  for (const name of way) {
    if (!walk.tree) begin(walk, name)
    else if (!take(walk, name)) begin(walk, name.includes("/") ? name : `${tree}/`)
  }
  if (!walk.tree) begin(walk, `${tree}/${at}`)
  goTo(walk, at)
  return walk
}

/**
 * Begins in a tree, "tree/" or "tree/node".
 * @param {Following} walk
 * @param {string} name
 */
function begin(walk, name) {
  const [tree, said] = name.replace(/\.\d+$/, "").split("/")
  const found = walk.data.trees[tree]
  if (!found) return
  const node = nodeOf(walk.data, tree, said) ? said : found[0]
  arrive(walk, tree, node, beginAt(walk.data, tree, node))
}

/**
 * @param {Following} walk
 * @param {string} tree
 * @param {string} node
 * @param {number[]} known
 */
function arrive(walk, tree, node, known) {
  Object.assign(walk, { tree, node, known })
  walk.steps.push({ tree, node, isPassed: passedExit(walk.data, tree, node, known) >= 0 })
}

/**
 * Follows the way to the edge of this name, and along it: whether there is one.
 * @param {Following} walk
 * @param {string} name
 */
function take(walk, name) {
  for (let left = MOST_STEPS; left; left -= 1) {
    const [kind, , , exits] = nodeOf(walk.data, walk.tree, walk.node) ?? NOWHERE
    /** @param {number} index */
    const isNamed = index => kind === QUESTION || index > 0 || name.includes("/")
    const found = exits.findIndex((exit, index) => exit[0] === name && isNamed(index))
    if (found >= 0) return go(walk, found)
    if (kind === QUESTION || !exits.length || !go(walk, 0)) return false
  }
  return false
}

/**
 * Goes on to a step that follows by itself.
 * @param {Following} walk
 * @param {string} at
 */
function goTo(walk, at) {
  for (let left = MOST_STEPS; left && walk.tree && walk.node !== at; left -= 1) {
    const [kind, , , exits] = nodeOf(walk.data, walk.tree, walk.node) ?? NOWHERE
    if (kind === QUESTION || !exits.length || exits[0][1].split("/")[0] !== walk.tree) return
    go(walk, 0)
  }
}

/**
 * Goes along an exit: whether it leads to a step that is known.
 * @param {Following} walk
 * @param {number} index
 */
function go(walk, index) {
  const { fields, trees } = walk.data
  const [kind, asks, , exits] = nodeOf(walk.data, walk.tree, walk.node) ?? NOWHERE
  const [, target, tells, narrows, replaces, days] = exits[index]
  const [tree, node] = target.split("/")
  if (!trees[tree]) return false
  const known = [...walk.known]
  if (asks >= 0 && tells >= 0) meet(known, [asks, tells])
  meet(known, narrows)
  for (let at = 0; at < replaces.length; at += 2) known[replaces[at]] = replaces[at + 1]
  for (const field of days) walk.days[fields[field][0]] = `${walk.tree}/${walk.node}`
  if (kind === WAIT) fields.forEach((field, at) => (known[at] = waited(known[at], field)))
  if (tree !== walk.tree) meet(known, trees[tree][1])
  meet(known, nodeOf(walk.data, tree, node)?.[2] ?? [])
  arrive(walk, tree, node, known)
  return true
}

/**
 * The entries that are known: options of choices by field, where one is left.
 * @param {CaseData} data
 * @param {number[]} known
 */
export function knownEntries(data, known) {
  /** @type {Record<string, string>} */
  const entries = {}
  data.fields.forEach(([id, options], at) => {
    const left = options.filter((_, bit) => known[at] & (1 << bit))
    if (left.length === 1) entries[id] = left[0]
  })
  return entries
}

/**
 * The ids of the deadlines that surely run, with the field from which each counts.
 * @param {CaseData} data
 * @param {number[]} known
 */
export function runningClocks(data, known) {
  /** @param {number[]} needs */
  const runs = needs => needs.length && needs.every((field, at) => at % 2 || !(known[field] & ~needs[at + 1]))
  return data.clocks.filter(([, , needs]) => runs(needs)).map(([id, since]) => ({ id, field: data.fields[since]?.[0] }))
}
