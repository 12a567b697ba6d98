// The tree as the page says it: its steps, and the ways out of each.

import { readCase } from "../../scripts/case.js"
import { OTHERWISE } from "../../scripts/route.js"

/** The page's steps as they came, before any component changed them: {id, kind, ways, $title, $body}. */
export const PAGE_STEPS = document.querySelector('[data-module="walk"]') ? readSteps() : new Map()

function readSteps() {
  const $bodies = [...document.querySelectorAll(".node[data-node]")]
  return new Map(
    $bodies.map($body => {
      const { node: id, kind } = $body.dataset
      return [id, { id, kind, ways: [], $title: document.getElementById(id), $body: $body.cloneNode(true) }]
    }),
  )
}

export function titleOf(step) {
  return step.$title.textContent.trim()
}

/** What the page says of its tree, with the ways out of each step. */
export function readTree($root) {
  const { tree: id, start, title, trees } = $root.dataset
  const data = readCase($root.dataset.case)
  const tree = { id, start, title, data, trees: new Map(Object.entries(JSON.parse(trees))), steps: PAGE_STEPS, key: step => `${id}/${step.id}` }
  for (const step of tree.steps.values()) {
    for (const $way of step.$body.querySelectorAll("[data-to]")) step.ways.push(readWay(tree, step, $way))
    tellApart(step.ways.filter(way => !way.isHere))
  }
  return tree
}

/** Numbers the ways into one place of another tree: each is another answer. */
function tellApart(ways) {
  const names = ways.map(way => way.name)
  ways.forEach((way, index) => {
    const isSame = name => name === names[index]
    if (names.filter(isSame).length > 1) way.name += `.${names.slice(0, index + 1).filter(isSame).length}`
  })
}

/** A way out: {name, to, isHere, returns, label, page}; its `name` as in addresses, see route.js. */
function readWay(tree, step, $way) {
  const said = $way.dataset.to
  const [owner, node] = said.split("/")
  const isHere = tree.steps.has(said) || owner === tree.id
  const to = tree.steps.has(said) ? said : node || (isHere ? tree.start : "")
  const isElse = step.kind === "action" && $way.dataset.answer !== undefined
  const same = step.ways.filter(way => way.isHere && way.to === to).length
  return {
    name: isHere ? to + (isElse ? OTHERWISE : same ? `.${same + 1}` : "") : `${owner}/${to}`,
    to,
    isHere,
    returns: $way.matches(".answer-back, .button-back"),
    label: $way.dataset.answer,
    page: isHere ? location.pathname : $way.getAttribute("href").split("#")[0],
  }
}
