// The walk: one step of the tree at a time, each a copy of what the page says of it. The address holds
// the place, so that back, forward, reload and sharing are the browser's own.

import { followCase, isOffered, passedExit } from "../../scripts/case.js"
import { createAll, register } from "../../scripts/components.js"
import { showDay } from "../../scripts/dates.js"
import { copyOf, getElement, getElements, make, placeInPage } from "../../scripts/elements.js"
import { record } from "../../scripts/record.js"
import { END, followRoute, lastVisit, readRoute, routeAlong, stepAt, treesBefore, writeRoute } from "../../scripts/route.js"
import { store } from "../../scripts/storage.js"
import { renameAddress } from "../../scripts/was.js"
import { say } from "../../scripts/words.js"
import { makeDates } from "./dates.js"
import { fromTemplate, refreshKept } from "./forms.js"
import { fillLetters, makeClocks, makeDayAnswer, tellKnown } from "./known.js"
import { rememberPlace } from "./place.js"
import { readTree, titleOf } from "./steps.js"

/** @import { Asked, Path, Query, Visit } from "../../scripts/route.js" */
/** @import { PageStep, PageTree } from "./steps.js" */

register("walk", $root => {
  const tree = readTree($root)
  const titleOfPage = document.title
  const $lost = getElement($root, ".walk-lost")
  const $trail = getElement($root, ".trail")
  const $step = getElement($root, ".walk-step")
  /** The answers given on this page, to be shown when a question comes again. */
  const given = /** @type {Map<string, string>} */ (new Map())
  /** @type {string} */
  let shown
  /** @type {Path} */
  let path

  $root.hidden = false
  $root.addEventListener("click", follow)
  // Also when only the part behind # has changed.
  window.addEventListener("popstate", () => (location.search === shown ? markChart(tree, path) : show(true)))
  store.follow($root, () => showTrail($trail, tree, path))
  show(readRoute(location.search).isAsked && !placeInPage())

  /**
   * Goes where a link of the walk leads, without loading the page again.
   * @param {MouseEvent} event
   */
  function follow(event) {
    const $target = /** @type {Element} */ (event.target)
    const $link = /** @type {HTMLAnchorElement | null} */ ($target.closest("a[data-walk]"))
    if (!$link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    try {
      history.pushState(null, "", $link.href)
    } catch {
      // Safari allows a hundred of these in half a minute.
      return location.assign($link.href)
    }
    getElement($root, ".walk-offer").hidden = true
    show(true)
  }

  /** @param {boolean} moved */
  function show(moved) {
    const route = passKnown(renameAddress(tree, readRoute(location.search)))
    if (!route) return
    shown = location.search
    const { id } = lastVisit(path.visits)
    const step = stepAt(tree, id)
    for (const { id, answer } of path.visits) answer && given.set(id, answer.name)
    const lost = path.lost || (route.isRefused && step.kind === "wait" ? "day" : "")
    $lost.hidden = !lost
    $lost.textContent = lost && ($lost.dataset[lost] ?? "")
    showTrail($trail, tree, path)
    getElement($root, ".walk-foot").hidden = $trail.hidden
    const [$title, $body] = makeStep(tree, path, given.get(id), route.on)
    $step.replaceChildren($title, $body)
    createAll($step)
    markChart(tree, path)
    document.title = route.isAsked ? `${titleOf(step)} - ${titleOfPage}` : titleOfPage
    rememberPlace(tree, path, step)
    refreshKept()
    if (moved) arriveAt($title)
  }

  /**
   * Goes past the questions whose answers are known: the route to the next that isn't, with its path;
   * null when that leads to another page.
   * @param {Asked} route
   * @returns {Asked | null}
   */
  function passKnown(route) {
    path = followRoute(tree, route)
    for (const seen = new Set(); tree.data && !route.ask && !path.lost; ) {
      const { id, way } = lastVisit(path.visits)
      const passed = passedExit(tree.data, tree.id, id, followCase(tree.data, way, tree.id, id).known)
      if (passed < 0 || seen.has(id)) break
      seen.add(id)
      const exit = stepAt(tree, id).ways[passed]
      route = { ...routeAlong(tree, path, exit), on: "", ask: "", isAsked: true, isRefused: false }
      if (!exit.isHere) {
        location.replace(exit.page + writeRoute(route))
        return null
      }
      history.replaceState(null, "", writeRoute(route))
      path = followRoute(tree, route)
    }
    return route
  }

  /** @param {HTMLElement} $title */
  function arriveAt($title) {
    $title.focus({ preventScroll: true })
    const $above = $lost.hidden ? $trail.querySelector(":scope > ol > :last-child") : $lost
    ;($above ?? $title).scrollIntoView({ behavior: gently() })
    getElement($root, ".only-heard").textContent = say("walk.now", { label: $title.dataset.label, title: $title.textContent })
  }
})

/** Smooth, unless the reader asked for rest. */
function gently() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth"
}

/**
 * The present step: its heading, and what the page says below it, with links that walk on.
 * @param {PageTree} tree
 * @param {Path} path
 * @param {string | undefined} answered
 * @param {string} on
 * @returns {[$title: HTMLElement, $body: HTMLElement]}
 */
function makeStep(tree, path, answered, on) {
  const step = stepAt(tree, lastVisit(path.visits).id)
  const $title = make("h2", { class: step.$title.className, "data-label": step.$title.dataset.label, tabindex: -1 })
  $title.append(...copyOf(step.$title).childNodes)
  const $body = copyOf(step.$body)
  const { data } = tree
  const here = data && followCase(data, lastVisit(path.visits).way, tree.id, step.id)
  const $ways = /** @type {HTMLAnchorElement[]} */ (getElements($body, "[data-to]"))
  $ways.forEach(($way, index) => {
    const way = step.ways[index]
    if (here && !isOffered(data, tree.id, step.id, index, here.known)) $way.closest("li")?.setAttribute("hidden", "")
    leadOn($way, way.page, routeAlong(tree, path, way), way.isHere)
    if (way.name === answered) getElement($way, ".answer-label").append(make("span", { class: "answer-before" }, say("walk.before")))
    tellLength($way, way.isHere ? tree.steps.get(way.to) : undefined)
  })
  $body.querySelector(".to-chart")?.addEventListener("click", goToChart)
  const $letters = getElements($body, "details.letter-peek")
  if ($letters.length === 1) $letters[0].open = true
  const $after = getElement($body, ".way-on, .answers, .see, .node-foot")
  $after.before(makeDates(tree, path, on))
  if (!here) return [$title, $body]
  fillLetters($body, here)
  $after.before(makeDayAnswer(tree, here, step, $body))
  $body.prepend(...makeClocks(tree, here))
  return [$title, $body]
}

/**
 * @param {HTMLAnchorElement} $link
 * @param {string} page
 * @param {Query} route
 * @param {boolean} isHere
 */
function leadOn($link, page, route, isHere) {
  $link.href = page + writeRoute(route)
  $link.toggleAttribute("data-walk", isHere)
}

/**
 * A wait's length on the button that leads to it.
 * @param {HTMLElement} $way
 * @param {PageStep | undefined} next
 */
function tellLength($way, next) {
  const $length = next?.$body.querySelector(".badge-wait span")
  $way.querySelector(".button-hint")?.append($length ? say("walk.length", { length: $length.textContent }) : "")
}

/**
 * The way so far: each step a link back to it, earlier ones folded away.
 * @param {HTMLElement} $trail
 * @param {PageTree} tree
 * @param {Path} path
 */
function showTrail($trail, tree, { before, visits }) {
  tellKnown(tree, visits)
  const $entries = [...treesBefore(before).map(part => entryOfTree(tree, part)), ...visits.slice(0, -1).map(visit => entryOf(tree, visit))]
  const [$earlier, $late] = getElements($trail, "ol")
  const folded = $entries.length > 3 ? $entries.length - 2 : 0
  $earlier.replaceChildren(...$entries.slice(0, folded))
  $late.replaceChildren(...$entries.slice(folded))
  getElement($trail, "details").hidden = !folded
  $trail.hidden = !$entries.length
}

/**
 * @param {PageTree} tree
 * @param {Visit} visit
 */
function entryOf(tree, visit) {
  const step = stepAt(tree, visit.id)
  const day = record.dayOf(tree.key(step))
  const answer = visit.answer?.label ?? (day && showDay(day))
  const known = visit.isPassed ? say("walk.known") : ""
  return trailEntry(location.pathname, visit, true, titleOf(step), answer, known)
}

/**
 * @param {PageTree} tree
 * @param {{ tree: string, way: string[] }} part
 */
function entryOfTree(tree, { tree: id, way }) {
  const [title, page] = /** @type {[string, string]} */ (tree.trees.get(id))
  return trailEntry(page, { id: END, way }, false, say("walk.other-tree", { title }))
}

/**
 * @param {string} page
 * @param {Visit} visit
 * @param {boolean} isHere
 * @param {string} title
 * @param {string} [answer]
 * @param {string} [known]
 */
function trailEntry(page, { id, way, isPassed }, isHere, title, answer = "", known = "") {
  const $entry = fromTemplate("trail-entry")
  leadOn(getElement($entry, "a"), page, { at: id, way, ask: isPassed ? "1" : "" }, isHere)
  getElement($entry, ".trail-known").textContent = known
  getElement($entry, ".trail-title").textContent = title
  getElement($entry, ".trail-answer").textContent = answer
  return $entry
}

/**
 * Shows path and place in the chart; before the walk begins, the place whose section was opened.
 * @param {PageTree} tree
 * @param {Path} path
 */
function markChart(tree, { visits }) {
  const ids = visits.map(({ id }) => id)
  const here = (!readRoute(location.search).isAsked && tree.steps.get(placeInPage()?.id ?? "")?.id) || ids.at(-1)
  for (const $node of getElements(document, ".flowchart [data-node]")) {
    const { node } = /** @type {{ node: string }} */ ($node.dataset)
    $node.classList.toggle("is-passed", ids.includes(node))
    $node.classList.toggle("is-here", node === here)
    $node.ariaCurrent = node === here ? "step" : null
  }
  for (const $line of getElements(document, ".flowchart [data-from]")) {
    const { from, to } = $line.dataset
    $line.classList.toggle("is-passed", ids.some((id, index) => id === from && ids[index + 1] === to))
  }
}

/**
 * From a step to its place in the chart, whichever drawing is seen.
 * @param {Event} event
 */
function goToChart(event) {
  const $here = getElements(document, ".flowchart .is-here").find($node => $node.getClientRects().length)
  if (!$here) return
  event.preventDefault()
  $here.focus({ preventScroll: true })
  $here.scrollIntoView({ block: "center", behavior: gently() })
}
