// "Done": records the day of an action, in one tap, and goes on.

import { LAST_DAY, FIRST_DAY, dayOf, isDay, showDay, today } from "../../scripts/dates.js"
import { getElement, getElements } from "../../scripts/elements.js"
import { record } from "../../scripts/record.js"
import { lastVisit, stepAt, writeRoute } from "../../scripts/route.js"
import { store } from "../../scripts/storage.js"
import { say } from "../../scripts/words.js"
import { makeButton } from "../../scripts/buttons.js"
import { fromTemplate } from "./forms.js"

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
    if ($way) goTo(addressAfter(place ? "" : day))
    else $status.textContent = words
    tell(words, () => (before ? record.add({ ...entry, day: before }, day) : record.remove(entry)))
  }

  /**
   * Where the step leads; the day that the browser refuses to keep stands in the address.
   * @param {string} on
   */
  function addressAfter(on) {
    const { href = "", search = "" } = $way ?? {}
    const next = step.ways[0]?.isHere ? tree.steps.get(step.ways[0].to) : undefined
    if (!on || next?.kind !== "wait") return href
    return location.pathname + writeRoute({ ...Object.fromEntries(new URLSearchParams(search)), way: (new URLSearchParams(search).get("way") ?? "").split("~").filter(Boolean), on })
  }

  /** @param {Event} event */
  function offerInBar({ target }) {
    const $bar = /** @type {Element} */ (target).closest(".desk-bar")
    if (!$bar || $bar.querySelector(".done-copied")) return
    for (const $button of getElements($bar, ".copy-button")) $button.classList.add("button-quiet")
    getElement($bar, ".desk-buttons").append(makeButton("due.sent", "button done-copied", finish))
  }
}

/**
 * Whether nothing can have been done on a day yet, neither here nor at home.
 * @param {string} day
 */
export function isAhead(day) {
  return day > today() && day > dayOf(Date.now() - new Date().getTimezoneOffset() * 60_000)
}
