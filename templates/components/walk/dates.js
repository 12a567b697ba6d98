// Days within the walk: when a step was done, until when a wait takes, and a calendar entry for its end.

import { calendarFile } from "../../scripts/calendar.js"
import { saveFile } from "../../scripts/copy.js"
import { DATA } from "../../scripts/data.js"
import {
  dayOf,
  daysBetween,
  FIRST_DAY,
  isDay,
  LAST_DAY,
  momentAfter,
  nowInZone,
  showDay,
  showMoment,
  showSkipped,
  today,
  ZONE,
} from "../../scripts/dates.js"
import { getElement, getElements, isBeingEdited, make } from "../../scripts/elements.js"
import { record } from "../../scripts/record.js"
import { addressHere, lastVisit, stepAt, writeRoute } from "../../scripts/route.js"
import { store } from "../../scripts/storage.js"
import { say } from "../../scripts/words.js"
import { readLetter } from "../letter/compose.js"
import { storedEntry, storeEntry } from "../letter/stored.js"
import { copyWithin, fromTemplate, promote } from "./forms.js"
import { rememberPlace } from "./place.js"
import { PAGE_STEPS, titleOf } from "./steps.js"

/** @import { CalendarEvent } from "../../scripts/calendar.js" */
/** @import { Counted, Moment } from "../../scripts/dates.js" */
/** @import { Path } from "../../scripts/route.js" */
/** @import { Kept } from "../../scripts/storage.js" */
/** @import { ButtonWords } from "./forms.js" */
/** @import { PageStep, PageTree } from "./steps.js" */

/** At what time the calendar reminds of a day. */
const MORNING = "09:00"

/**
 * What a step asks about days; "" for nothing.
 * @param {PageTree} tree
 * @param {Path} path
 * @param {string} on
 */
export function makeDates(tree, path, on) {
  const step = stepAt(tree, lastVisit(path.visits).id)
  if (step.kind === "wait") return makeDue(tree, path, step, on)
  return step.$body.dataset.done ? makeDoneOn(tree, step) : ""
}

/**
 * An action: the day on which it was done, for the record.
 * @param {PageTree} tree
 * @param {PageStep} step
 */
function makeDoneOn(tree, step) {
  const what = tree.key(step)
  const { done } = /** @type {{ done: string }} */ (step.$body.dataset)
  const known = record.dayOf(what)
  const moment = makeMoment(say("due.done", { done }), { day: known ?? today() })
  const $form = /** @type {HTMLDetailsElement} */ (fromTemplate("done-form"))
  $form.open = known !== undefined
  getElement($form, "summary").after(moment.$field)
  promote($form, {
    record(words) {
      const chosen = moment.read()
      if (!chosen) return say("warning.no-day")
      if (isAhead(chosen.day)) return say("warning.future")
      const place = record.add({ day: chosen.day, what, title: done }, record.dayOf(what))
      moment.write(chosen)
      return saved(words, place)
    },
  })
  store.follow($form, () => moment.write({ day: record.dayOf(what) ?? today() }))
  return $form
}

/**
 * What to say of a value that is kept in a place, as `store.set` names it.
 * @param {ButtonWords} words
 * @param {Kept} place
 */
function saved({ said, kept, refused }, place) {
  return { device: kept, visit: said, "": refused }[place]
}

/**
 * Whether nothing can have been done on a day yet, neither here nor at home.
 * @param {string} day
 */
function isAhead(day) {
  return day > today() && day > dayOf(Date.now() - new Date().getTimezoneOffset() * 60_000)
}

/**
 * A wait: from which day it counts, when it ends, and how not to forget it.
 * @param {PageTree} tree
 * @param {Path} path
 * @param {PageStep} step
 * @param {string} on
 */
function makeDue(tree, path, step, on) {
  const wait = readWait(tree, path, step)
  const moment = makeMoment(wait.label, wait.begin(on), wait.isTimed)
  const $form = fromTemplate("due-form")
  $form.prepend(moment.$field)
  moment.$field.addEventListener("input", show)
  moment.$field.addEventListener("change", () => on && settle())
  store.follow($form, () => {
    if (!on) moment.write(wait.begin(""))
    show()
  })
  promote($form, {
    calendar() {
      const due = settle()
      if (due) saveFile(`${step.id}.ics`, "text/calendar", calendarFile(eventOf(tree, step, due)))
    },
    copy() {
      const due = settle()
      return due && copyWithin($form, textOf(step, due))
    },
    record(words) {
      const due = settle()
      if (!due) return say("warning.no-day")
      return wait.isDone && isAhead(/** @type {Moment} */ (moment.read()).day) ? say("warning.future") : saved(words, place)
    },
  })
  /** @type {Kept} */
  let place = ""
  show()
  return $form

  function show() {
    const start = moment.read()
    getElement($form, ".due-status").textContent = ""
    const $said = getElement($form, ".due-said")
    const words = /** @type {{ over: string, today: string, incomplete: string }} */ ($said.dataset)
    $said.replaceChildren(...(start ? wordsOnDue(wait, wait.due(start), words) : [words.incomplete]))
  }

  /** Holds on to the day that stands there, in the address and in the record; gives the wait's end. */
  function settle() {
    const start = moment.read()
    if (!start) return null
    // What hasn't been done yet is no part of the record, whatever the calendar is to say of it.
    if (!wait.isDone || !isAhead(start.day)) place = wait.keep(start, on.slice(0, 10))
    on = wait.isTimed ? `${start.day}T${start.time}` : start.day
    history.replaceState(null, "", writeRoute({ at: step.id, way: lastVisit(path.visits).way, on }))
    rememberPlace(tree, path, step)
    return wait.due(start)
  }
}

/**
 * From when a wait counts; `isDone` says that something was done then, `keep` gives where the day is kept.
 * @typedef {{ label: string, isDone?: boolean, begin: (on: string) => Moment,
 *   keep: (start: Moment, before: string) => Kept }} Beginning
 */
/** @typedef {Beginning & { isTimed: boolean, isDeadline: boolean, due: (start: Moment) => Counted }} Waiting */
/** @typedef {{ hours?: string, days?: string, businessDays?: string, until?: string }} WaitData */

/**
 * What a wait is about.
 * @param {PageTree} tree
 * @param {Path} path
 * @param {PageStep} step
 * @returns {Waiting}
 */
function readWait(tree, path, step) {
  const { hours, days, businessDays, until } = /** @type {WaitData} */ (step.$body.dataset)
  const isTimed = Boolean(hours || until)
  const offset = { hours: Number(hours ?? 0), days: Number(days ?? 0), business_days: Number(businessDays ?? 0) }
  const due = (/** @type {Moment} */ start) => ({ ...momentAfter(start, offset), ...(isTimed ? {} : { time: "" }) })
  return { isTimed, due, isDeadline: Boolean(until), ...(until ? deadlineOf(tree, path, step) : beginningOf(tree, path, step)) }
}

/**
 * The day that a wait counts from: that of the action before it, unless it says otherwise.
 * @param {PageTree} tree
 * @param {Path} path
 * @param {PageStep} step
 * @returns {Beginning}
 */
function beginningOf(tree, path, step) {
  const { since } = step.$body.dataset
  const before = tree.steps.get(path.visits.at(-2)?.id ?? "")
  if (since || before?.kind !== "action") {
    const key = /** @type {const} */ (`on.${tree.key(step)}`)
    const label = since ?? say("due.since")
    return { label, begin: on => toMoment(on || store.get(key)), keep: ({ day }) => store.set(key, day, [label, showDay(day)]) }
  }
  const what = tree.key(before)
  const { done } = before.$body.dataset
  const title = done ?? titleOf(before)
  return {
    isDone: true,
    label: say(done ? "due.done" : "due.step", { done: title }),
    begin: on => toMoment(on || record.dayOf(what)),
    keep: ({ day }, instead) => record.add({ day, what, title }, instead || record.dayOf(what)),
  }
}

/**
 * A deadline that a letter set: the letter's own entry, when the way led past the letter.
 * @param {PageTree} tree
 * @param {Path} path
 * @param {PageStep} step
 * @returns {Beginning}
 */
function deadlineOf(tree, path, step) {
  const { until, untilLabel: label } = /** @type {{ until: string, untilLabel: string }} */ (step.$body.dataset)
  const $letters = path.visits.flatMap(({ id }) => getElements(stepAt(tree, id).$body, ".letter-peek"))
  const letter = $letters.map(readLetter).findLast(({ fields }) => fields.some(({ id }) => id === until))
  const field = letter?.fields.find(({ id }) => id === until)
  return {
    label,
    begin: on => toMoment(on || (letter && field && storedEntry(letter.id, field))),
    // Without the letter it is in the address, which is all there is to keep.
    keep: ({ day, time }) => (letter && field ? storeEntry(letter.id, field, `${day}T${time}`) : store.state()),
  }
}

/**
 * A moment of "2026-12-03T18:00"; what is missing is now.
 * @param {string | undefined} text
 * @returns {Moment}
 */
function toMoment(text) {
  const now = nowInZone()
  const [day, time] = (text ?? "").split("T")
  return { day: day || now.day, time: time ?? now.time }
}

/**
 * A field for a day, and a time when one is needed: {$field, read, write}; it reads null while it isn't
 * whole, and isn't written while its owner is at it, or while what they chose is kept nowhere.
 * @param {string} label
 * @param {{ day: string, time?: string }} start
 * @param {boolean} [isTimed]
 */
function makeMoment(label, { day, time }, isTimed) {
  const bounds = { min: FIRST_DAY, max: LAST_DAY }
  const $day = make("input", { type: "date", value: day, ...bounds, "aria-label": isTimed && say("entry.day") })
  const $time = make("input", { type: "time", value: time, "aria-label": say("entry.time") })
  const $field = isTimed
    ? make("fieldset", { class: "due-field" }, make("legend", {}, label), make("div", { class: "due-moment" }, $day, $time))
    : make("label", { class: "due-field" }, make("span", {}, label), $day)
  let isChosen = false
  $field.addEventListener("input", () => (isChosen = true))
  const isWhole = () => isDay($day.value) && (!isTimed || $time.value)
  return {
    $field,
    /** @returns {Moment | null} */
    read: () => (isWhole() ? { day: $day.value, time: isTimed ? $time.value : "00:00" } : null),
    /** @param {{ day: string, time?: string }} moment */
    write(moment) {
      isChosen &&= $day.value !== moment.day || Boolean(isTimed && $time.value !== moment.time)
      if (isChosen || isBeingEdited($field)) return
      $day.value = moment.day
      $time.value = moment.time ?? ""
    },
  }
}

/**
 * @param {Waiting} wait
 * @param {Counted} due
 * @param {{ over: string, today: string }} words
 */
function wordsOnDue(wait, due, words) {
  const now = nowInZone()
  const count = daysBetween(now.day, due.day)
  const isOver = count < 0 || (!count && due.time && due.time <= now.time)
  const left = isOver ? words.over : count ? say(count > 1 ? "due.other" : "due.one", { count }) : words.today
  const shown = showDue(due)
  const $end = make("b", {}, count > 0 && !wait.isDeadline ? say("due.until", { due: shown }) : shown)
  const notes = [showSkipped(due.skipped), due.known ? "" : say("warning.days-off-unknown"), zoneInWords()]
  return [$end, make("span", {}, left), ...notes.filter(Boolean).map(note => make("span", {}, note))]
}

/** Whose clock it is, where that isn't the guide's own. */
function zoneInWords() {
  return ZONE === DATA.timeZone ? "" : say("due.zone", { zone: DATA.timeZone, instead: ZONE })
}

/** @param {Moment} due */
function showDue({ day, time }) {
  return time ? showMoment(day, time) : showDay(day)
}

/**
 * What comes when the wait is over, and the address that leads back here.
 * @param {PageStep} step
 * @param {Counted} due
 */
function textOf(step, due) {
  const lines = [`${showDue(due)} ${titleAfter(step)}`, titleOf(step), showSkipped(due.skipped), addressHere()]
  return lines.filter(Boolean).join("\n")
}

/** @param {PageStep} step */
function titleAfter(step) {
  return titleOf(PAGE_STEPS.get(step.ways[0]?.to) ?? step)
}

/**
 * @param {PageTree} tree
 * @param {PageStep} step
 * @param {Counted} due
 * @returns {CalendarEvent}
 */
function eventOf(tree, step, due) {
  const address = addressHere()
  return {
    // The same step with the same end is the same event: taken in twice, it is there once.
    uid: `${tree.id}.${step.id}.${due.day}@${location.hostname || "guide"}`,
    day: due.day,
    time: due.time || MORNING,
    title: say("due.event", { title: titleAfter(step), tree: tree.title }),
    text: textOf(step, due),
    address: address.startsWith("http") ? address : "",
  }
}
