// The tree as the page says it: its steps, and the ways out of each.

import { copyOf, getElement, getElements } from "../../scripts/elements.js"

import { readCase } from "../../scripts/case.js"
import { OTHERWISE } from "../../scripts/route.js"

/** @import { CaseData, NodeKind, TreeLinks } from "../../scripts/data.js" */
/** @import { Edge, Step } from "../../scripts/route.js" */

/** @typedef {Step & { $title: HTMLElement, $body: HTMLElement }} PageStep a step, its heading, and what stands below it */
/** @typedef {{ tree: string, start: string, title: string, trees: string, case?: string }} TreeData */
/**
 * What the page says of its tree; `key` names a step among those of all trees.
 * @typedef {{ id: string, start: string, title: string, trees: Map<string, [title: string, page: string]>,
 *   steps: Map<string, PageStep>, data: CaseData | null, key: (step: PageStep) => string }} PageTree
 */

/** The page's steps as they came, before any component changed them: {id, kind, ways, $title, $body}. */
export const PAGE_STEPS = readSteps(document.querySelector('[data-module="walk"]'))

/**
 * The first step stands in the page, the others in its template.
 * @param {Element | null} $root
 * @returns {Map<string, PageStep>}
 */
function readSteps($root) {
  if (!$root) return new Map()
  const $others = /** @type {HTMLTemplateElement} */ (getElement($root, "template.walk-steps")).content
  const $parts = [copyOf(getElement($root, ".walk-step")), $others]
  return new Map(
    $parts.flatMap($part => getElements($part, ".node[data-node]")).map($body => {
      const { node: id, kind } = /** @type {{ node: string, kind: NodeKind }} */ ($body.dataset)
      const $title = /** @type {HTMLElement} */ ($body.previousElementSibling)
      return [id, { id, kind, ways: [], $title, $body }]
    }),
  )
}

/** @param {PageStep} step */
export function titleOf(step) {
  return step.$title.textContent.trim()
}

/**
 * What the page says of its tree, with the ways out of each step.
 * @param {HTMLElement} $root
 * @returns {PageTree}
 */
export function readTree($root) {
  const { tree: id, start, title, trees, case: known } = /** @type {TreeData} */ ($root.dataset)
  const links = /** @type {TreeLinks} */ (JSON.parse(trees))
  const data = readCase(known)
  /** @type {PageTree} */
  const tree = { id, start, title, data, trees: new Map(Object.entries(links)), steps: PAGE_STEPS, key: step => `${id}/${step.id}` }
  for (const step of tree.steps.values()) {
    for (const $way of getElements(step.$body, "[data-to]")) step.ways.push(readWay(tree, step, $way))
    tellApart(step.ways.filter(way => !way.isHere))
  }
  return tree
}

/**
 * Numbers the ways into one place of another tree: each is another answer.
 * @param {Edge[]} ways
 */
function tellApart(ways) {
  const names = ways.map(way => way.name)
  ways.forEach((way, index) => {
    /** @param {string} name */
    const isSame = name => name === names[index]
    if (names.filter(isSame).length > 1) way.name += `.${names.slice(0, index + 1).filter(isSame).length}`
  })
}

/**
 * A way out: {name, to, isHere, returns, label, page}; its `name` as in addresses, see route.js.
 * @param {PageTree} tree
 * @param {PageStep} step
 * @param {HTMLElement} $way
 * @returns {Edge}
 */
function readWay(tree, step, $way) {
  const { to: said, answer } = /** @type {{ to: string, answer?: string }} */ ($way.dataset)
  const [owner, node] = said.split("/")
  const isHere = tree.steps.has(said) || owner === tree.id
  const to = tree.steps.has(said) ? said : node || (isHere ? tree.start : "")
  const isElse = step.kind === "action" && answer !== undefined
  const same = step.ways.filter(way => way.isHere && way.to === to).length
  return {
    name: isHere ? to + (isElse ? OTHERWISE : same ? `.${same + 1}` : "") : `${owner}/${to}`,
    to,
    isHere,
    returns: $way.matches(".answer-back, .button-back"),
    label: answer,
    page: isHere ? location.pathname : (tree.trees.get(owner)?.[1] ?? ""),
  }
}
