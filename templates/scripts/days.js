// Days and moments as they are typed: 2026-12-03, 12月3日(木), 令和8年12月3日, 3 December 2026, 18:00.
// The same as i18n/entries/days.py; here the clock is asked too.

import { DATA } from "./data.js"
import { daysBetween, hasDaysOff, momentAfter, nowInZone, showDay, showMoment, showSkipped, today } from "./dates.js"
import { joinedMoment } from "./letters.js"
import { once } from "./once.js"
import { lowered } from "./plain.js"
import { refused, standing } from "./reading.js"
import { say } from "./words.js"

/** @import { Field } from "./data.js" */
/** @import { Typed } from "./entries.js" */
/** @import { Reading } from "./reading.js" */

const LONGEST_DAY = 60
/** How many years around today a day without a year may lie in: 29 February comes by then. */
const REACH = 8
/** What the browser's own inputs give for a day and a time, or for one of them. */
const TYPED_MOMENT = /^([^T]*)T(\d\d:\d\d)?$/

/** @typedef {{ [part: string]: string | undefined }} Parts what a pattern found, by group */

const dayShape = once(() => {
  const { patterns, times } = DATA.notation.days
  return {
    days: ["(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})", ...patterns].map(each => new RegExp(`^${each}$`, "u")),
    times: times.map(each => new RegExp(`^(?<before>.*?) ?(?<clock>${each})$`, "u")),
  }
})

/**
 * Reads a day; `when` says where one without a year lies.
 * @param {string} text
 * @param {Typed} field
 */
export function typedDay(text, field) {
  if (!text) return standing("")
  const { day, weekday } = dayIn(text, field.when)
  return day ? judgeMoment(field, standing(day, showDay(day)), day, weekday) : refusedDay()
}

/**
 * Reads a day and a time; half of it is nothing yet, as long as it could become a moment.
 * @param {string} text
 * @param {Typed} field
 */
export function typedMoment(text, field) {
  const [said, clock] = TYPED_MOMENT.exec(text)?.slice(1) ?? splitMoment(text)
  if (!said) return standing("")
  const { day, weekday } = dayIn(said, field.when)
  if (!day) return refusedDay()
  const time = clock && timeIn(clock)
  if (!time) return clock ? refused("time") : standing("")
  return judgeMoment(field, standing(`${day}T${time}`, showMoment(day, time)), day, weekday)
}

export function refusedDay() {
  const [first, last] = DATA.notation.days.years
  return refused("day", { first, last })
}

/**
 * A reading with what is amiss with its day: the weekday that was typed, or where it lies from now.
 * @param {Typed} field
 * @param {Reading} reading
 * @param {string} day
 * @param {string | undefined} weekday
 * @returns {Reading}
 */
function judgeMoment(field, reading, day, weekday) {
  const right = DATA.notation.days.weekdays[new Date(day).getUTCDay()]
  if (weekday && !lowered(right).startsWith(lowered(weekday))) {
    return { ...reading, warning: say("warning.weekday", { weekday: right }) }
  }
  return { ...reading, warning: warningOfMoment(field, reading.value) }
}

/**
 * @param {Typed} field
 * @param {string} entry
 */
function warningOfMoment(field, entry) {
  const now = nowInZone()
  if (field.when === "future" && entry < joinedMoment(field, now)) return say("warning.past")
  if (field.when === "past" && entry > joinedMoment(field, now)) return say("warning.future")
  const soonest = field.minimum && momentAfter(now, field.minimum)
  if (soonest && entry < joinedMoment(field, soonest)) {
    const { day, time, skipped } = soonest
    const warning = say("warning.too-soon", { moment: field.type === "date" ? showDay(day) : showMoment(day, time) })
    return [warning, showSkipped(skipped)].filter(Boolean).join(" ")
  }
  const isCounted = typeof field.default === "object" && field.default.business_days
  return isCounted && !hasDaysOff(entry) ? say("warning.days-off-unknown") : ""
}

/**
 * The day that a text says, undefined for none, and the weekday that it says of it.
 * @param {string} text
 * @param {Field["when"]} when
 * @returns {{ day?: string, weekday?: string }}
 */
function dayIn(text, when) {
  const found = [...text].length > LONGEST_DAY ? undefined : firstOf(dayShape().days, text)
  return found ? { day: dayMeant(found, when), weekday: found.weekday } : {}
}

/**
 * @param {Parts} said
 * @param {Field["when"]} when
 */
function dayMeant(said, when) {
  const { eras, first_of_era } = DATA.notation.days
  const month = monthOf(said)
  if (said.era) {
    const [first, last] = eras[said.era]
    const year = first - 1 + (said.era_year === first_of_era ? 1 : Number(said.era_year))
    return first <= year && year <= last ? realDay(year, month, said.day) : undefined
  }
  if (said.year) return realDay(Number(said.year), month, said.day)
  const now = today()
  const years = Array.from({ length: 2 * REACH + 1 }, (_, index) => Number(now.slice(0, 4)) + REACH - index)
  const days = years.flatMap(year => realDay(year, month, said.day) ?? [])
  const fitting = days.filter(day => (when === "future" ? day >= now : when !== "past" || day <= now))
  /** @param {string} day */
  const distance = day => Math.abs(daysBetween(now, day))
  return fitting.length ? fitting.reduce((best, day) => (distance(day) < distance(best) ? day : best)) : undefined
}

/**
 * The number of a month, 0 for none.
 * @param {Parts} said
 */
function monthOf({ month, month_name: name }) {
  if (!name) return Number(month)
  return DATA.notation.days.months.findIndex(each => lowered(each).startsWith(lowered(name))) + 1
}

/**
 * A day of the calendar, undefined for one that isn't there or too far away.
 * @param {number} year
 * @param {number} month
 * @param {string | undefined} day
 */
function realDay(year, month, day) {
  const [first, last] = DATA.notation.days.years
  if (!(year >= first && year <= last)) return undefined
  const found = new Date(Date.UTC(year, month - 1, Number(day)))
  const isReal = found.getUTCMonth() === month - 1 && found.getUTCDate() === Number(day)
  return isReal ? found.toISOString().slice(0, 10) : undefined
}

/**
 * A day and the time behind it; all of it as the day where no time can be seen.
 * @param {string} text
 */
function splitMoment(text) {
  const found = [...text].length <= LONGEST_DAY && firstOf(dayShape().times, text)
  return found ? [found.before, found.clock] : [text]
}

/**
 * A time of day, "18:00"; undefined for what isn't one.
 * @param {string} text
 */
function timeIn(text) {
  const found = firstOf(dayShape().times, text)
  if (!found) return undefined
  const [hour, minute] = [Number(found.hour), Number(found.minute ?? 0)]
  const [first, last] = DATA.notation.days.half_day
  const isHalf = found.am || found.pm
  if (isHalf && !(first <= hour && hour <= last)) return undefined
  const hours = isHalf ? (hour % 12) + (found.pm ? 12 : 0) : hour
  /** @param {number} number */
  const twoDigits = number => String(number).padStart(2, "0")
  return hours < 24 && minute < 60 ? `${twoDigits(hours)}:${twoDigits(minute)}` : undefined
}

/**
 * What the first pattern that fits finds in a text.
 * @param {RegExp[]} patterns
 * @param {string} text
 * @returns {Parts | undefined}
 */
function firstOf(patterns, text) {
  return patterns.map(each => each.exec(text)?.groups).find(Boolean)
}
