// What is known of the case, as a step shows it: in its letters, by its deadlines, at a question for a day.

import { followCase, knownEntries, runningClocks } from "../../scripts/case.js"
import { calendarFile } from "../../scripts/calendar.js"
import { saveFile } from "../../scripts/copy.js"
import { daysBetween, FIRST_DAY, isDay, LAST_DAY, momentAfter, showDay, today } from "../../scripts/dates.js"
import { getElement, getElements } from "../../scripts/elements.js"
import { record } from "../../scripts/record.js"
import { addressHere } from "../../scripts/route.js"
import { store } from "../../scripts/storage.js"
import { say, sayCount } from "../../scripts/words.js"
import { fromTemplate, isAhead } from "./forms.js"

/** @import { CalendarEvent } from "../../scripts/calendar.js" */
/** @import { Following } from "../../scripts/case.js" */
/** @import { Visit } from "../../scripts/route.js" */
/** @import { Letter } from "../letter/compose.js" */
/** @import { PageStep, PageTree } from "./steps.js" */

/** @typedef {{ hours?: string, days?: string, businessDays?: string }} LengthData */

/** At what time the calendar reminds of a day. */
const MORNING = "09:00"

/**
 * Marks the visits that passed themselves.
 * @param {PageTree} tree
 * @param {Visit[]} visits
 */
export function tellKnown(tree, visits) {
  const last = visits.at(-1)
  if (!tree.data || !last) return
  const { steps } = followCase(tree.data, last.way, tree.id, last.id)
  const here = steps.slice(-visits.length)
  visits.forEach((visit, index) => (visit.isPassed = here[index]?.node === visit.id && here[index].isPassed))
}

/**
 * The day of a field: of the step that recorded it, or as it was typed; "" for none.
 * @param {Following} here
 * @param {string} id
 */
export function dayOfField(here, id) {
  const step = here.days[id]
  return (step && record.dayOf(step)) || store.get(`field.${id}`)?.slice(0, 10) || ""
}

/**
 * What is known for a letter's fields: options and days, by field.
 * @param {Following} here
 * @param {Letter} letter
 * @returns {Record<string, string>}
 */
export function entriesFor(here, letter) {
  const options = knownEntries(here.data, here.known)
  const known = letter.fields.map(({ id, type }) => [id, type === "date" && here.days[id] ? dayOfField(here, id) : options[id]])
  return Object.fromEntries(known.filter(([, entry]) => entry))
}

/**
 * The deadlines that run at a step, each with its end, if the day from which it counts is known.
 * @param {PageTree} tree
 * @param {Following} here
 */
export function makeClocks(tree, here) {
  return runningClocks(here.data, here.known).map(({ id, field }) => makeClock(tree, here, id, field))
}

/**
 * @param {PageTree} tree
 * @param {Following} here
 * @param {string} id
 * @param {string | undefined} field
 */
function makeClock(tree, here, id, field) {
  const $clock = fromTemplate(`clock-${id}`)
  const $since = getElement($clock, "input.clock-since")
  const $calendar = getElement($clock, "button")
  const { hours, days, businessDays } = /** @type {LengthData} */ ($clock.dataset)
  const length = { hours: Number(hours ?? 0), days: Number(days ?? 0), business_days: Number(businessDays ?? 0) }
  const isCounted = Object.values(length).some(Boolean)
  const label = getElement($clock, ".clock-label").textContent
  Object.assign($since, { value: field ? dayOfField(here, field) : "", min: FIRST_DAY, max: LAST_DAY })
  $since.addEventListener("change", () => {
    if (field && isDay($since.value)) keepDay(field, $since)
    show()
  })
  $calendar.addEventListener("click", () => {
    const due = end()
    if (due) saveFile(`${id}.ics`, "text/calendar", calendarFile(eventOf(tree, id, label, due)))
  })
  show()
  return $clock

  function end() {
    return isCounted && isDay($since.value) && !isAhead($since.value) ? momentAfter({ day: $since.value, time: "00:00" }, length) : null
  }

  function show() {
    const due = end()
    const $end = getElement($clock, ".clock-end")
    $calendar.hidden = !due
    $end.textContent = due ? say("clock.until", { day: showDay(due.day), left: wordsLeft(due) }) : isCounted ? say("clock.no-day") : ""
    getElement($clock, ".due-said").textContent = isAhead($since.value) ? say("warning.future") : ""
    $clock.classList.toggle("is-over", due !== null && due.day < today())
  }
}

/**
 * Keeps the day of a field, as the letters that ask for it do.
 * @param {string} field
 * @param {HTMLInputElement} $day
 */
function keepDay(field, $day) {
  const label = ($day.parentElement?.textContent ?? "").trim()
  return storeDay(field, label, $day.value)
}

/**
 * @param {string} field
 * @param {string} label
 * @param {string} day
 */
export function storeDay(field, label, day) {
  return store.set(`field.${field}`, day, [label, showDay(day)])
}

/** @param {{ day: string }} due */
function wordsLeft({ day }) {
  const count = daysBetween(today(), day)
  if (count < 0) return say("clock.over")
  return count ? sayCount("due", count) : say("clock.today")
}

/**
 * @param {PageTree} tree
 * @param {string} id
 * @param {string} title
 * @param {{ day: string }} due
 * @returns {CalendarEvent}
 */
function eventOf(tree, id, title, { day }) {
  const address = addressHere()
  return {
    uid: `${tree.id}.${id}.${day}@${location.hostname || "guide"}`,
    day,
    time: MORNING,
    title,
    text: [title, showDay(day), address].join("\n"),
    address: address.startsWith("http") ? address : "",
  }
}

/**
 * At a question for a day: a field for it, which says which answer it is; "" elsewhere.
 * @param {PageTree} tree
 * @param {Following} here
 * @param {PageStep} step
 * @param {HTMLElement} $body
 */
export function makeDayAnswer(tree, { data }, step, $body) {
  const { asks, asksLabel = "" } = step.$body.dataset
  const at = data.fields.findIndex(([id]) => id === asks)
  if (!asks || at < 0) return ""
  const $form = fromTemplate("day-answer")
  const $day = getElement($form, "input")
  getElement($form, "span").textContent = asksLabel
  Object.assign($day, { value: store.get(`field.${asks}`)?.slice(0, 10) ?? "", min: FIRST_DAY, max: LAST_DAY })
  $day.addEventListener("change", () => {
    if (isDay($day.value)) keepDay(asks, $day)
    show()
  })
  show()
  return $form

  function show() {
    const [, , bounds, , ages] = data.fields[at]
    const isLate = isDay($day.value) && ages >= 0 && isAhead($day.value)
    const count = isDay($day.value) && !isLate ? daysBetween($day.value, today()) * (ages || 1) : NaN
    const bit = bounds.findIndex(bound => count <= bound)
    const mask = Number.isNaN(count) ? 0 : 1 << (bit < 0 ? bounds.length : bit)
    const [, , , exits] = data.trees[tree.id][2][step.id]
    let fitting = ""
    getElements($body, "[data-to]").forEach(($way, index) => {
      const isFitting = exits[index][2] >= 0 && Boolean(exits[index][2] & mask)
      $way.classList.toggle("is-fitting", isFitting)
      if (isFitting) fitting = $way.dataset.answer ?? ""
    })
    const said = fitting && say("walk.day-is", { answer: fitting })
    getElement($form, ".due-said").textContent = isLate ? say("warning.future") : said
  }
}
