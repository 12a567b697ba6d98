// "Done": records the day of an action, in one tap, and goes on.

import { FIRST_DAY, isDay, LAST_DAY, showDay, today } from "../../scripts/dates.js"
import { getElement, getElements, make } from "../../scripts/elements.js"
import { record } from "../../scripts/record.js"
import { lastVisit, readRoute, stepAt, writeRoute } from "../../scripts/route.js"
import { store } from "../../scripts/storage.js"
import { say } from "../../scripts/words.js"
import { fromTemplate, isAhead } from "./forms.js"

/** @import { Path } from "../../scripts/route.js" */
/** @import { PageTree } from "./steps.js" */

/**
 * What moves the walk on, and says what was recorded with a way to take it back.
 * @typedef {{ goTo: (address: string) => void, tell: (words: string, undo: () => void) => void }} Mover
 */

/**
 * The button that says that the step is done, with the day that is recorded: today, until it is changed.
 * Where a letter was copied, the bar below it gets such a button as well.
 * @param {PageTree} tree
 * @param {Path} path
 * @param {HTMLElement} $body
 * @param {Mover} mover
 */
export function makeDone(tree, path, $body, { goTo, tell }) {
  const step = stepAt(tree, lastVisit(path.visits).id)
  const what = tree.key(step)
  const { done } = /** @type {{ done: string }} */ (step.$body.dataset)
  const $form = fromTemplate("done-form")
  const $day = getElement($form, "input")
  const $status = getElement($form, ".due-status")
  const { said, kept, refused } = /** @type {Record<string, string>} */ ($form.dataset)
  const $way = /** @type {HTMLAnchorElement | null} */ ($body.querySelector(".way-on a"))
  Object.assign($day, { min: FIRST_DAY, max: LAST_DAY })
  getElement($form, ".done-words").textContent = done
  getElement($form, "button").addEventListener("click", finish)
  $way?.classList.add("button-quiet")
  $body.addEventListener("letter-copied", offerInBar)
  store.follow($form, refresh)
  refresh()
  return $form

  function refresh() {
    if (document.activeElement !== $day) $day.value = record.dayOf(what) ?? today()
  }

  function finish() {
    const day = $day.value
    const isGiven = isDay(day)
    $status.textContent = isGiven && !isAhead(day) ? "" : say(isGiven ? "warning.future" : "warning.no-day")
    if ($status.textContent) return
    const before = record.dayOf(what)
    const entry = { day, what, title: done }
    const place = record.add(entry, before)
    const words = `${say("due.noted", { done, day: showDay(day) })} ${{ device: kept, visit: said, "": refused }[place]}`
    if ($way && !step.ways[0]?.isHere) return location.assign($way.href)
    if ($way) goTo(addressAfter(place ? "" : day))
    else $status.textContent = words
    tell(words, () => (before ? record.add({ ...entry, day: before }, day) : record.remove(entry)))
  }

  /**
   * Where the step leads. A day that the browser refuses to keep stands in the address of a wait that counts
   * from it.
   * @param {string} on
   */
  function addressAfter(on) {
    const { href = "", search = "" } = $way ?? {}
    const { until, since } = tree.steps.get(step.ways[0]?.to ?? "")?.$body.dataset ?? {}
    const isCounted = stepAt(tree, step.ways[0].to).kind === "wait" && !until && !since
    return on && isCounted ? location.pathname + writeRoute({ ...readRoute(search), on }) : href
  }

  /**
   * Offers in the bar of a letter that was copied what is recorded, in its own words: a step may be more than
   * sending the letter. Where it has several letters, that can't be said after one of them.
   * @param {Event} event
   */
  function offerInBar({ target }) {
    const $desk = /** @type {Element} */ (target).closest(".desk")
    if (!$desk || $desk.querySelector(".done-copied") || getElements($body, ".letter-place").length > 1) return
    const $copy = getElement($desk, ".copy-button")
    const $done = make("button", { type: "button", class: "button done-copied", onclick: finish }, done)
    const takeBack = () => {
      $done.remove()
      $copy.classList.remove("button-quiet")
    }
    $copy.classList.add("button-quiet")
    getElement($desk, ".desk-buttons").append($done)
    // What was copied is another text now.
    $desk.addEventListener("input", takeBack, { once: true })
  }
}
