// The tree as the page says it: its steps, and the ways out of each.

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
  const tree = { id, start, title, trees: new Map(Object.entries(JSON.parse(trees))), steps: PAGE_STEPS, key: step => `${id}/${step.id}` }
  for (const step of tree.steps.values()) {
    for (const $way of step.$body.querySelectorAll("[data-to]")) step.ways.push(readWay(tree, step, $way))
  }
  return tree
}

/** A way out: {name, to, isHere, returns, label, page}; its `name` as in addresses, see route.js. */
function readWay(tree, step, $way) {
  const said = $way.dataset.to
  const [owner, node] = said.split("/")
  const isHere = tree.steps.has(said) || owner === tree.id
  const to = tree.steps.has(said) ? said : node || (isHere ? tree.start : "")
  const same = step.ways.filter(way => way.isHere && way.to === to).length
  return {
    name: isHere ? (same ? `${to}.${same + 1}` : to) : `${owner}/${to}`,
    to,
    isHere,
    returns: $way.matches(".answer-back, .button-back"),
    label: $way.dataset.answer,
    page: isHere ? location.pathname : $way.getAttribute("href").split("#")[0],
  }
}
