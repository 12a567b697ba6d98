// Days and moments where the guide is at home (DATA.timeZone), whatever the device's clock is set to.
// A day is a text such as "2026-12-03", a time "18:00", a moment {day, time}. What takes a day gives
// a day; nothing here reads the clock but `nowInZone`. Days are counted as days of UTC, which have
// no summer time, so that no day is ever 23 hours long.

import { DATA } from "./data.js"
import { say } from "./words.js"

/** @import { Offset } from "./data.js" */

/** @typedef {{ day: string, time: string }} Moment */
/** @typedef {[first: string, last: string]} Span days that follow one another */
/** @typedef {Moment & { known: boolean, skipped: Span[] }} Counted */

const DAY_IN_MILLISECONDS = 86_400_000
/** There are no other days: whatever is counted ends at these. */
export const FIRST_DAY = "1900-01-01"
export const LAST_DAY = "2199-12-31"
/** So many days are looked at for business days, and no more. */
const MOST_DAYS = 3_660

/** The guide's time zone; the device's where the browser doesn't know that one. */
export const ZONE = knownZone(DATA.timeZone) ?? knownZone(undefined) ?? "UTC"

/** @param {string | undefined} timeZone */
function knownZone(timeZone) {
  try {
    const { timeZone: found } = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions()
    return timeZone ?? found
  } catch {
    return undefined
  }
}

/**
 * Whether a text is a day that there is: some browsers take 31 February for 3 March.
 * @param {unknown} text
 * @returns {text is string}
 */
export function isDay(text) {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text) || text < FIRST_DAY || text > LAST_DAY) return false
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** @param {string} text */
export function isTime(text) {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/**
 * The day of so many milliseconds of UTC.
 * @param {number} milliseconds
 */
export function dayOf(milliseconds) {
  const within = Math.max(Date.parse(FIRST_DAY), Math.min(milliseconds, Date.parse(LAST_DAY)))
  return new Date(within).toISOString().slice(0, 10)
}

/**
 * The moment it is in the zone at so many milliseconds of UTC: {day, time}.
 * @param {number} milliseconds
 * @returns {Moment}
 */
function momentAt(milliseconds) {
  const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: ZONE,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  })
  const parts = format.formatToParts(new Date(milliseconds))
  const { year, month, day, hour, minute } = Object.fromEntries(parts.map(({ type, value }) => [type, value]))
  const found = `${year}-${month}-${day}`
  // A device's clock can stand anywhere.
  return { day: isDay(found) ? found : dayOf(milliseconds), time: `${hour}:${minute}` }
}

/**
 * By how many milliseconds the zone's clocks are ahead of UTC at a moment of the zone.
 * @param {Moment} moment
 */
export function zoneAhead({ day, time }) {
  const said = Date.parse(`${day}T${time}Z`)
  let ahead = 0
  // The second time with the offset found, which may be another on the other side of a change of clocks.
  for (let turn = 0; turn < 2; turn += 1) {
    const shown = momentAt(said - ahead)
    ahead += Date.parse(`${shown.day}T${shown.time}Z`) - said
  }
  return ahead
}

/** The moment it is now: {day, time}. */
export function nowInZone() {
  return momentAt(Date.now())
}

/** The day it is now. */
export function today() {
  return nowInZone().day
}

/**
 * The day so many days later, or earlier.
 * @param {string} day
 * @param {number} count
 */
export function addDays(day, count) {
  return dayOf(Date.parse(day) + count * DAY_IN_MILLISECONDS)
}

/**
 * How many days lie between two days; negative when the second is earlier.
 * @param {string} first
 * @param {string} second
 */
export function daysBetween(first, second) {
  return Math.round((Date.parse(second) - Date.parse(first)) / DAY_IN_MILLISECONDS)
}

/**
 * The day so many business days later, or earlier: weekends and the days off in DATA don't count.
 * `known` is false when a day on the way lies beyond the years whose days off are in DATA.
 * `skipped` are the holidays and closing days on the way, from when to when: [[first, last]].
 * @param {string} day
 * @param {number} count
 */
export function addBusinessDays(day, count) {
  const step = Math.sign(count)
  /** @type {string[]} */
  const skipped = []
  let known = true
  let left = Math.abs(count)
  for (let tried = 0; left > 0 && tried < MOST_DAYS; tried += 1) {
    const next = addDays(day, step)
    if (next === day) break
    day = next
    known &&= hasDaysOff(day)
    if (isHoliday(day) || isClosed(day)) skipped.push(day)
    else if (!isWeekend(day)) left -= 1
  }
  return { day, known: known && !left, skipped: asSpans(skipped.sort()) }
}

/**
 * Days in order as spans of days that follow one another: [[first, last]].
 * @param {string[]} days
 */
function asSpans(days) {
  /** @type {Span[]} */
  const spans = []
  for (const day of days) {
    const last = spans.at(-1)
    if (last && daysBetween(last[1], day) === 1) last[1] = day
    else spans.push([day, day])
  }
  return spans
}

/**
 * Whether it is known which days of the day's year are off; always so in a guide without holidays.
 * @param {string} day
 */
export function hasDaysOff(day) {
  const { years } = DATA.daysOff
  return !years || day.slice(0, 4) in years
}

/** @param {string} day */
function isWeekend(day) {
  return DATA.daysOff.weekend.includes(new Date(day).getUTCDay())
}

/**
 * Whether a day is no business day.
 * @param {string} day
 */
export function isDayOff(day) {
  return isWeekend(day) || isHoliday(day) || isClosed(day)
}

/**
 * Whether a day is a holiday that falls on no weekend.
 * @param {string} day
 */
function isHoliday(day) {
  const [year, month, date] = day.split("-")
  // A year's days off are one text of months and days: "0101" is the first of January.
  return DATA.daysOff.years?.[year]?.match(/\d{4}/g)?.includes(month + date) ?? false
}

/**
 * Whether a day lies in the settings' `closed`: [first, last], each year (12-29, 01-03) or once.
 * @param {string} day
 */
function isClosed(day) {
  return (DATA.daysOff.closed ?? []).some(([first, last]) => {
    const each = day.slice(-first.length)
    return first <= last ? first <= each && each <= last : first <= each || each <= last
  })
}

/**
 * The moment that an offset of the content format leads to: hours, days, business days, then `at`.
 * @param {Moment} moment
 * @param {Offset} offset
 * @returns {Counted}
 */
export function momentAfter(moment, offset) {
  const { day, time } = offset.hours ? hoursAfter(moment, offset.hours) : moment
  const after = addBusinessDays(addDays(day, offset.days ?? 0), offset.business_days ?? 0)
  return { ...after, time: offset.at ?? time }
}

/**
 * So many hours that pass, also in a night in which clocks are changed.
 * @param {Moment} moment
 * @param {number} hours
 */
function hoursAfter(moment, hours) {
  return momentAt(Date.parse(`${moment.day}T${moment.time}Z`) - zoneAhead(moment) + hours * 3_600_000)
}

/**
 * Which days weren't counted, in words; "" for none.
 * @param {Span[]} spans
 */
export function showSkipped(spans) {
  const format = new Intl.DateTimeFormat(DATA.language, { timeZone: "UTC", month: "long", day: "numeric" })
  /** @param {string} day */
  const show = day => format.format(new Date(day))
  const shown = spans.slice(0, 3).map(([first, last]) =>
    first === last ? show(first) : say("date.span", { first: show(first), last: show(last) }),
  )
  const days = shown.join(say("copy.joint"))
  return days && say(spans.length > shown.length ? "date.skipped-more" : "date.skipped", { days })
}

/**
 * A day in words, with its weekday; with its year when that isn't the year it is now.
 * @param {string} day
 */
export function showDay(day) {
  const [year, month, date] = day.split("-").map(Number)
  /** @param {Intl.DateTimeFormatOptions} style */
  const name = style => new Intl.DateTimeFormat(DATA.language, { timeZone: "UTC", ...style }).format(new Date(day))
  return say(day.slice(0, 4) === today().slice(0, 4) ? "date.day" : "date.day-of-year", {
    year,
    month,
    day: date,
    month_name: name({ month: "long" }),
    weekday: name({ weekday: "short" }),
    weekday_name: name({ weekday: "long" }),
  })
}

/**
 * A moment in words: a day and a time of day; minutes only when there are any.
 * @param {string} day
 * @param {string} time
 */
export function showMoment(day, time) {
  const [hour, minute] = time.split(":")
  return say(minute === "00" ? "date.hour" : "date.minute", { day: showDay(day), hour: Number(hour), minute })
}
