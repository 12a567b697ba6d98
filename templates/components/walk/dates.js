// Days within the walk: when a step was done, until when a wait takes, and a calendar entry for its end.

import { followCase } from "../../scripts/case.js"
import { calendarFile } from "../../scripts/calendar.js"
import { saveFile } from "../../scripts/copy.js"
import { DATA } from "../../scripts/data.js"
import {
  addDays,
  daysBetween,
  FIRST_DAY,
  isDay,
  isDayOff,
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
import { say, sayCount } from "../../scripts/words.js"
import { readLetter } from "../letter/compose.js"
import { storedEntry, storeEntry } from "../letter/stored.js"
import { copyWithin, fromTemplate, isAhead, promote } from "./forms.js"
import { dayOfField, storeDay } from "./known.js"
import { letterNamed } from "./letters.js"
import { rememberPlace } from "./place.js"
import { PAGE_STEPS, titleOf } from "./steps.js"

/** @import { CalendarEvent } from "../../scripts/calendar.js" */
/** @import { Counted, Moment } from "../../scripts/dates.js" */
/** @import { Path } from "../../scripts/route.js" */
/** @import { Kept } from "../../scripts/storage.js" */
/** @import { ButtonWords } from "./forms.js" */
/** @import { PageStep, PageTree } from "./steps.js" */

/** A row of days on a phone has no room for more. */
const MOST_CELLS = 7
/** At what time the calendar reminds of a day. */
const MORNING = "09:00"

/**
 * What to say of a value that is kept in a place, as `store.set` names it.
 * @param {ButtonWords} words
 * @param {Kept} place
 */
function saved({ said, kept, refused }, place) {
  return { device: kept, visit: said, "": refused }[place]
}

/**
 * A wait: when it ends, from which day it counts, and how not to forget it.
 * @param {PageTree} tree
 * @param {Path} path
 * @param {string} on
 */
export function makeDue(tree, path, on) {
  const step = stepAt(tree, lastVisit(path.visits).id)
  const wait = readWait(tree, path, step)
  const moment = makeMoment(wait.label, wait.begin(on), wait.isTimed)
  const $form = fromTemplate("due-form")
  const $since = /** @type {HTMLDetailsElement} */ (getElement($form, ".due-since"))
  $since.append(moment.$field)
  $since.open = !wait.isKnown(on)
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
    const due = start && wait.due(start)
    $said.replaceChildren(...(due ? wordsOnDue(wait, due, words) : [words.incomplete]))
    getElement($form, ".due-notes").replaceChildren(...(due ? notesOnDue(due) : []))
    getElement($form, ".due-days").replaceChildren(...(due ? daysUntil(start.day, due) : []))
    // What is recorded needs no second button; the address to keep has the day that isn't in this one.
    const isKept = Boolean(start && wait.isKnown("") && wait.begin("").day === start.day)
    getElement($form, '[data-does="record"]').hidden = isKept
    $form.dataset.on = start && wait.isKnown(on) ? (wait.isTimed ? `${start.day}T${start.time}` : start.day) : ""
    // On the day, what comes next is the thing to do.
    $form.classList.toggle("is-over", Boolean(due && isOver(due)))
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
 *   isKnown: (on: string) => boolean, keep: (start: Moment, before: string) => Kept }} Beginning
 */
/** @typedef {Counted & { counts: boolean }} Ending `counts` says that days off don't count */
/** @typedef {Beginning & { isTimed: boolean, isDeadline: boolean, due: (start: Moment) => Ending }} Waiting */
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
  const counts = offset.business_days > 0
  const due = (/** @type {Moment} */ start) => ({ ...momentAfter(start, offset), counts, ...(isTimed ? {} : { time: "" }) })
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
  const { since, sinceField } = step.$body.dataset
  if (since && sinceField) return beginningIn(tree, path, step, sinceField, since)
  const before = tree.steps.get(path.visits.at(-2)?.id ?? "")
  if (since || before?.kind !== "action") {
    const key = /** @type {const} */ (`on.${tree.key(step)}`)
    const label = since ?? say("due.since")
    return { label, begin: on => toMoment(on || store.get(key)), isKnown: on => Boolean(on || store.get(key)), keep: ({ day }) => store.set(key, day, [label, showDay(day)]) }
  }
  const what = tree.key(before)
  const { done } = before.$body.dataset
  const title = done ?? titleOf(before)
  return {
    isDone: true,
    label: say(done ? "due.done" : "due.step", { done: title }),
    begin: on => toMoment(on || record.dayOf(what)),
    isKnown: on => Boolean(on || record.dayOf(what)),
    keep: ({ day }, instead) => record.add({ day, what, title }, instead || record.dayOf(what)),
  }
}

/**
 * The day of a field, which a question asked for or a step recorded.
 * @param {PageTree} tree
 * @param {Path} path
 * @param {PageStep} step
 * @param {string} field
 * @param {string} label
 * @returns {Beginning}
 */
function beginningIn({ data, id }, path, step, field, label) {
  const { way } = lastVisit(path.visits)
  const here = data && followCase(data, way, id, step.id)
  const day = () => (here ? dayOfField(here, field) : "")
  return {
    label,
    begin: on => toMoment(on || day()),
    isKnown: on => Boolean(on || day()),
    keep: start => storeDay(field, label, start.day),
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
  const $places = path.visits.flatMap(({ id }) => getElements(stepAt(tree, id).$body, ".letter-place"))
  const letter = $places.map(({ dataset }) => readLetter(getElement(letterNamed(dataset.letter ?? ""), "[data-module=letter]"))).findLast(({ fields }) => fields.some(({ id }) => id === until))
  const field = letter?.fields.find(({ id }) => id === until)
  return {
    label,
    begin: on => toMoment(on || (letter && field && storedEntry(letter.id, field))),
    isKnown: on => Boolean(on || (letter && field && storedEntry(letter.id, field))),
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
  const count = daysBetween(today(), due.day)
  const left = isOver(due) ? words.over : count ? sayCount("due", count) : words.today
  const shown = showDue(due)
  const $end = make("b", {}, count > 0 && !wait.isDeadline ? say("due.until", { due: shown }) : shown)
  return [$end, make("span", { class: "due-left" }, left)]
}

/**
 * Whether a wait has ended.
 * @param {Counted} due
 */
function isOver(due) {
  const now = nowInZone()
  return due.day < now.day || (due.day === now.day && Boolean(due.time) && due.time <= now.time)
}

/**
 * Which days don't count, and what isn't known of them.
 * @param {Counted} due
 */
function notesOnDue(due) {
  const notes = [showSkipped(due.skipped), due.known ? "" : say("warning.days-off-unknown"), zoneInWords()]
  return notes.filter(Boolean).map(note => make("span", {}, note))
}

/**
 * The days of a wait as a row, if they are few: those that don't count, today, and the last.
 * @param {string} first
 * @param {Ending} due
 */
function daysUntil(first, due) {
  const count = daysBetween(first, due.day)
  if (count < 1 || count >= MOST_CELLS) return []
  const weekday = new Intl.DateTimeFormat(DATA.language, { timeZone: "UTC", weekday: "short" })
  const now = today()
  return Array.from({ length: count + 1 }, (_, index) => {
    const day = addDays(first, index)
    const isOff = due.counts && index > 0 && index < count && isDayOff(day)
    const name = day === now ? say("due.now") : isOff ? say("due.off") : ""
    const classes = [isOff && "is-off", day === now && "is-today", index === count && "is-last"].filter(Boolean).join(" ")
    return make("li", { class: classes }, make("span", {}, weekday.format(new Date(day))), make("b", {}, String(Number(day.slice(8)))), make("span", {}, name))
  })
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
