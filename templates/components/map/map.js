// The map: the tree's chart as a sheet on phones, and beside the walk on wide screens. It is made when it is
// first shown. A tapped box is named below the chart, with the way to go on from there.

import { register } from "../../scripts/components.js"
import { copyOf, getElement, getElements } from "../../scripts/elements.js"
import { writeRoute } from "../../scripts/route.js"
import { say } from "../../scripts/words.js"
import { titleOf } from "../walk/steps.js"

/** @import { Path } from "../../scripts/route.js" */
/** @import { PageTree } from "../walk/steps.js" */

/** Names the sheet in the address, so that the browser's back closes it. */
const OPEN = "#_map"
/** From this width on, the map stands beside the walk (map.css). */
const WIDE = matchMedia("(min-width: 62.5em)")

/** @type {{ tree: PageTree, path: Path } | undefined} */
let place
/** @type {() => void} */
let mark = () => {}

/**
 * Shows path and place in the map.
 * @param {PageTree} tree
 * @param {Path} path
 */
export function showInMap(tree, path) {
  place = { tree, path }
  mark()
}

register("map", $side => {
  const $sheet = /** @type {HTMLDialogElement} */ (getElement(document, "dialog.map-sheet"))
  const $opener = getElement(document, ".map-opener")
  const $template = getElement($side, "template")
  /** @type {HTMLElement | undefined} */
  let $map

  mark = () => $map && showPath($map)
  $opener.addEventListener("click", () => {
    history.pushState(null, "", location.search + OPEN)
    open()
  })
  window.addEventListener("popstate", () => (location.hash === OPEN ? open() : $sheet.open && $sheet.close()))
  $sheet.addEventListener("close", () => location.hash === OPEN && history.back())
  $sheet.addEventListener("click", event => event.target === $sheet && $sheet.close())
  // Loaded again while it was open, the page begins without it.
  if (location.hash === OPEN) history.replaceState(null, "", location.pathname + location.search)
  WIDE.addEventListener("change", lay)
  lay()

  /** Where the map stands: beside the walk, or nowhere until it is asked for. */
  function lay() {
    $opener.hidden = WIDE.matches || !$sheet.showModal
    $side.hidden = !WIDE.matches
    if (!WIDE.matches) return
    if ($sheet.open) $sheet.close()
    $side.append(made())
    mark()
  }

  function open() {
    if (WIDE.matches || $sheet.open) return
    $sheet.append(made())
    $sheet.showModal()
    mark()
  }

  function made() {
    if ($map) return $map
    $map = copyOf(/** @type {HTMLElement} */ ($template.content.firstElementChild))
    $map.addEventListener("click", choose)
    getElement($map, ".map-close").addEventListener("click", () => $sheet.close())
    return $map
  }

  /** @param {MouseEvent} event */
  function choose(event) {
    const $target = /** @type {Element} */ (event.target)
    const isPlain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    const $go = /** @type {HTMLAnchorElement | null} */ ($target.closest(".map-bar a"))
    if ($go && $sheet.open && isPlain) return leaveFor($go.href, event)
    const $jump = /** @type {HTMLAnchorElement | null} */ ($target.closest('a[href^="#flow."]'))
    const $node = /** @type {HTMLElement | null} */ ($jump ? boxNamed($jump.hash.slice(1)) : $target.closest("[data-node]"))
    if (!$map || !$node || !isPlain) return
    event.preventDefault()
    if ($jump) {
      $node.closest("details")?.setAttribute("open", "")
      bringToMiddle($map, $node)
      $node.focus({ preventScroll: true })
    }
    name($map, $node)
  }

  /**
   * The box of an item, which the chart's own links lead to.
   * @param {string} id
   */
  function boxNamed(id) {
    return $map && $map.querySelector(`[id="${CSS.escape(id)}"] [data-node]`)
  }

  /**
   * The step takes the place of the sheet's own entry in the history: back leads to where the reader was.
   * @param {string} address
   * @param {Event} event
   */
  function leaveFor(address, event) {
    event.preventDefault()
    event.stopPropagation()
    history.replaceState(null, "", address)
    $sheet.close()
    window.dispatchEvent(new PopStateEvent("popstate"))
  }
})

/**
 * Names a box below the chart.
 * @param {HTMLElement} $map
 * @param {HTMLElement} $node
 */
function name($map, $node) {
  const step = place?.tree.steps.get($node.dataset.node ?? "")
  if (!place || !step) return
  for (const $other of getElements($map, ".is-chosen")) $other.classList.remove("is-chosen")
  $node.classList.add("is-chosen")
  const number = $node.querySelector(".fc-name")?.textContent
  const kind = step.$title.dataset.label ?? ""
  const visit = place.path.visits.findLast(({ id }) => id === step.id)
  getElement($map, ".map-kind").textContent = number ? say("map.kind", { number, kind }) : kind
  getElement($map, ".map-name").textContent = titleOf(step)
  const $go = /** @type {HTMLAnchorElement} */ (getElement($map, ".map-bar a"))
  $go.href = location.pathname + writeRoute({ at: step.id, way: visit?.way })
  getElement($map, ".map-bar").hidden = false
}

/**
 * Marks where the reader is and how they came there, and brings it into view.
 * @param {HTMLElement} $map
 */
function showPath($map) {
  const ids = place?.path.visits.map(({ id }) => id) ?? []
  const here = ids.at(-1)
  for (const $node of getElements($map, "[data-node]")) {
    const { node } = /** @type {{ node: string }} */ ($node.dataset)
    $node.classList.toggle("is-passed", ids.includes(node))
    $node.classList.toggle("is-here", node === here)
    $node.ariaCurrent = node === here ? "step" : null
    $node.classList.remove("is-chosen")
  }
  for (const $line of getElements($map, "[data-from]")) {
    const { from, to } = $line.dataset
    $line.classList.toggle("is-passed", ids.some((id, index) => id === from && ids[index + 1] === to))
  }
  getElement($map, ".map-bar").hidden = true
  const $here = /** @type {HTMLElement | null} */ ($map.querySelector(".is-here"))
  $here?.closest("details")?.setAttribute("open", "")
  if ($here) bringToMiddle($map, $here)
}

/**
 * Scrolls the map alone, never the page.
 * @param {HTMLElement} $map
 * @param {HTMLElement} $box
 */
function bringToMiddle($map, $box) {
  const $room = getElement($map, ".map-room")
  const { top } = $box.getBoundingClientRect()
  $room.scrollTop += top - $room.getBoundingClientRect().top - $room.clientHeight * 0.38
}
