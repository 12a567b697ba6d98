// The walk: one step of the tree at a time, each a copy of what the page says of it. The address holds
// the place, so that back, forward, reload and sharing are the browser's own.

import { followCase, isOffered, passedExit } from "../../scripts/case.js"
import { createAll, register } from "../../scripts/components.js"
import { showDay } from "../../scripts/dates.js"
import { copyOf, getElement, getElements, make, nameInAddress } from "../../scripts/elements.js"
import { record } from "../../scripts/record.js"
import { END, followRoute, lastVisit, readRoute, routeAlong, stepAt, treesBefore, writeRoute } from "../../scripts/route.js"
import { store } from "../../scripts/storage.js"
import { presentStep, renameAddress } from "../../scripts/was.js"
import { say, sayCount } from "../../scripts/words.js"
import { showInMap } from "../map/map.js"
import { makeDue } from "./dates.js"
import { makeDone } from "./done.js"
import { fromTemplate, refreshKept } from "./forms.js"
import { makeClocks, makeDayAnswer, tellKnown } from "./known.js"
import { placeLetters } from "./letters.js"
import { keptPath, rememberPlace } from "./place.js"
import { readTree, titleOf } from "./steps.js"

/** @import { Following } from "../../scripts/case.js" */
/** @import { Asked, Path, Query, Visit } from "../../scripts/route.js" */
/** @import { PageStep, PageTree } from "./steps.js" */

register("walk", $root => {
  const tree = readTree($root)
  const titleOfPage = document.title
  const $lost = getElement($root, ".walk-lost")
  const $trail = getElement($root, ".trail")
  const $step = getElement($root, ".walk-step")
  const $note = getElement($root, ".walk-note")
  /** The answers given on this page, to be shown when a question comes again. */
  const given = /** @type {Map<string, string>} */ (new Map())
  /** @type {string} */
  let shown
  /** @type {Path} */
  let path

  // Links that walk on stand in the map as well.
  document.addEventListener("click", follow)
  // Also when only the part behind # has changed.
  window.addEventListener("popstate", () => (location.search === shown && !stepNamed(tree) ? showInMap(tree, path) : show(true)))
  store.follow($root, () => showTrail($trail, tree, path))
  const isAsked = readRoute(location.search).isAsked || Boolean(stepNamed(tree))
  // What isn't shown can't have the focus.
  $root.classList.add("is-ready")
  show(isAsked)

  /**
   * Goes where a link of the walk leads, without loading the page again.
   * @param {MouseEvent} event
   */
  function follow(event) {
    const $target = /** @type {Element} */ (event.target)
    const $link = /** @type {HTMLAnchorElement | null} */ ($target.closest("a[data-walk]"))
    if (!$link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    goTo($link.href)
  }

  /** @param {string} address */
  function goTo(address) {
    try {
      history.pushState(null, "", address)
    } catch {
      // Safari allows a hundred of these in half a minute.
      return location.assign(address)
    }
    show(true)
  }

  /** @param {boolean} moved */
  function show(moved) {
    const route = passKnown(renameAddress(tree, routeHere(tree, path)))
    if (!route) return
    shown = location.search
    $note.replaceChildren()
    getElement($root, ".walk-offer").hidden ||= moved
    const { id } = lastVisit(path.visits)
    const step = stepAt(tree, id)
    for (const { id, answer } of path.visits) answer && given.set(id, answer.name)
    const lost = path.lost || (route.isRefused && step.kind === "wait" ? "day" : "")
    $lost.hidden = !lost
    $lost.textContent = lost && ($lost.dataset[lost] ?? "")
    showTrail($trail, tree, path)
    getElement($root, ".walk-foot").hidden = !route.isAsked
    const [$title, $body] = makeStep(route.on)
    $step.replaceChildren($title, $body)
    createAll($step)
    showInMap(tree, path)
    offerToEdit(step)
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

  /**
   * The present step: its heading, and what the page says below it, with links that walk on.
   * @param {string} on
   * @returns {[$title: HTMLElement, $body: HTMLElement]}
   */
  function makeStep(on) {
    const { id, way } = lastVisit(path.visits)
    const step = stepAt(tree, id)
    const $title = make("h2", { class: step.$title.className, "data-label": step.$title.dataset.label, tabindex: -1 })
    $title.append(...copyOf(step.$title).childNodes)
    const $body = copyOf(step.$body)
    const here = tree.data && followCase(tree.data, way, tree.id, id)
    leadWaysOn(tree, path, $body, here, given.get(id))
    const $after = getElement($body, ".way-on, .answers, .see, .step-evidence, :scope > :last-child")
    getElement($root, ".walk-clocks").replaceChildren(...(here ? makeClocks(tree, here) : []))
    if (here) $after.before(makeDayAnswer(tree, here, step, $body))
    placeLetters($body, here)
    if (step.kind === "wait") $body.prepend(makeDue(tree, path, on))
    if (step.$body.dataset.done) $after.before(makeDone(tree, path, $body, { goTo, tell }))
    return [$title, $body]
  }

  /**
   * Says what was recorded, and offers to take it back.
   * @param {string} words
   * @param {() => void} undo
   */
  function tell(words, undo) {
    const takeBack = () => {
      undo()
      history.replaceState(null, "", location.pathname + writeRoute({ ...readRoute(location.search), on: "" }))
      show(false)
      $note.replaceChildren(say("walk.undone"))
      $note.focus()
    }
    const $undo = make("button", { type: "button", class: "note-undo", onclick: takeBack }, say("walk.undo"))
    $note.classList.toggle("is-unkept", !store.state())
    $note.replaceChildren(make("span", {}, words), $undo, ...(store.state() === "visit" ? [keepButton()] : []))
  }

  /** Waits are of days, and a tab is closed sooner: what is recorded can be kept on the device at once. */
  function keepButton() {
    const keep = () => {
      $note.replaceChildren(say(store.keep() ? "walk.kept" : "walk.not-kept"))
      refreshKept()
      $note.focus()
    }
    return make("button", { type: "button", class: "note-keep", onclick: keep }, say("walk.keep"))
  }

  /** @param {HTMLElement} $title */
  function arriveAt($title) {
    $title.focus({ preventScroll: true })
    scrollTo(0, 0)
    getElement($root, ".only-heard").textContent = say("walk.now", { label: $title.dataset.label, title: $title.textContent })
  }
})

/**
 * The step of the tree that the part behind # names, also by a former name; undefined for none.
 * @param {PageTree} tree
 */
function stepNamed(tree) {
  const named = nameInAddress()
  return named ? tree.steps.get(presentStep(`${tree.id}/${named}`).split("/")[1]) : undefined
}

/**
 * The route that the address asks for. A step behind # is asked for like one in `at`, on the way so far, or the
 * one of before, if that came by it: what was answered there stays known. The address then says so.
 * @param {PageTree} tree
 * @param {Path | undefined} path
 * @returns {Asked}
 */
function routeHere(tree, path) {
  const step = stepNamed(tree)
  if (!step) return readRoute(location.search)
  const way = (path ?? keptPath(tree))?.visits.findLast(visit => visit.id === step.id)?.way ?? []
  const query = writeRoute({ at: step.id, way })
  history.replaceState(null, "", location.pathname + query)
  return readRoute(query)
}

/**
 * The menu at the end of the page leads to the line of the present step, in the file of the tree.
 * @param {PageStep} step
 */
function offerToEdit({ $title }) {
  const $item = document.querySelector(".edit-here")
  const { line } = $title.dataset
  if (!$item || !line) return
  const $link = getElement($item, "a")
  $link.href = $link.href.replace(/#L\d+$/, `#L${line}`)
  $link.textContent = $title.textContent
}

/**
 * Has the ways out of the present step lead on from here, with what was answered before.
 * @param {PageTree} tree
 * @param {Path} path
 * @param {HTMLElement} $body
 * @param {Following | null} here
 * @param {string | undefined} answered
 */
function leadWaysOn(tree, path, $body, here, answered) {
  const step = stepAt(tree, lastVisit(path.visits).id)
  const $ways = /** @type {HTMLAnchorElement[]} */ (getElements($body, "[data-to]"))
  $ways.forEach(($way, index) => {
    const way = step.ways[index]
    if (here && !isOffered(here.data, tree.id, step.id, index, here.known)) $way.closest("li")?.setAttribute("hidden", "")
    leadOn($way, way.page, routeAlong(tree, path, way), way.isHere)
    // Nobody goes back to where they haven't been.
    if (way.returns && !path.visits.some(({ id }) => id === way.to)) $way.classList.remove("answer-back")
    if (way.name === answered) getElement($way, ".answer-label").append(make("span", { class: "answer-before" }, say("walk.before")))
    tellLength($way, way.isHere ? tree.steps.get(way.to) : undefined)
  })
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
 * The way so far, on one line: the last answer, and all steps below it, each a link back.
 * @param {HTMLElement} $trail
 * @param {PageTree} tree
 * @param {Path} path
 */
function showTrail($trail, tree, { before, visits }) {
  tellKnown(tree, visits)
  const $entries = [...treesBefore(before).map(part => entryOfTree(tree, part)), ...visits.slice(0, -1).map(visit => entryOf(tree, visit))]
  const $last = $entries.at(-1)
  const last = $last && visits.at(-2)?.answer === undefined ? ".trail-title" : ".trail-answer"
  const more = $entries.length - 1
  getElement($trail, "ol").replaceChildren(...$entries)
  getElement($trail, ".trail-last").textContent = $last ? getElement($last, last).textContent : ""
  getElement($trail, ".trail-count").textContent = more > 0 ? sayCount("walk.more", more) : ""
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
