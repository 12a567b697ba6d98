// Days and moments where the guide is at home (DATA.timeZone), whatever the device's clock is set to.
// A day is a text such as "2026-12-03", a time "18:00", a moment {day, time}. What takes a day gives
// a day; nothing here reads the clock but `nowInZone`. Days are counted as days of UTC, which have
// no summer time, so that no day is ever 23 hours long.

const DAY_IN_MILLISECONDS = 86_400_000

/** The moment it is now: {day, time}. */
function nowInZone() {
  const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: DATA.timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  })
  const part = Object.fromEntries(format.formatToParts(new Date()).map(({ type, value }) => [type, value]))
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` }
}

/** The day it is now. */
function today() {
  return nowInZone().day
}

/** The day so many days later, or earlier. */
function addDays(day, count) {
  return new Date(Date.parse(day) + count * DAY_IN_MILLISECONDS).toISOString().slice(0, 10)
}

/** How many days lie between two days; negative when the second is earlier. */
function daysBetween(first, second) {
  return Math.round((Date.parse(second) - Date.parse(first)) / DAY_IN_MILLISECONDS)
}

/**
 * The day so many business days later, or earlier: weekends and the days off in DATA don't count.
 * `known` is false when a day on the way lies beyond the years whose days off are in DATA.
 */
function addBusinessDays(day, count) {
  const step = Math.sign(count)
  let known = true
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step)
    known &&= hasDaysOff(day)
    if (!isDayOff(day)) left -= 1
  }
  return { day, known }
}

/** Whether it is known which days of the day's year are off; always so in a guide without holidays. */
function hasDaysOff(day) {
  const years = DATA.daysOff.years
  return !years || day.slice(0, 4) in years
}

function isDayOff(day) {
  const { weekend, years } = DATA.daysOff
  const [year, month, date] = day.split("-")
  // A year's days off are one text of months and days: "0101" is the first of January.
  const off = years?.[year]?.match(/\d{4}/g) ?? []
  return weekend.includes(new Date(day).getUTCDay()) || off.includes(month + date)
}

/**
 * The moment that an offset of the content format leads to: hours, days, business days, then `at`.
 * @returns {{day: string, time: string, known: boolean}}
 */
function momentAfter({ day, time }, offset) {
  const minutes = Date.parse(`${day}T${time}Z`) + (offset.hours ?? 0) * 3_600_000
  const [start, clock] = new Date(minutes).toISOString().split("T")
  const after = addBusinessDays(addDays(start, offset.days ?? 0), offset.business_days ?? 0)
  return { ...after, time: offset.at ?? clock.slice(0, 5) }
}

/** A day in words, with its weekday; with its year when that isn't the year it is now. */
function showDay(day) {
  const [year, month, date] = day.split("-").map(Number)
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

/** A moment in words: a day and a time of day; minutes only when there are any. */
function showMoment(day, time) {
  const [hour, minute] = time.split(":")
  return say(minute === "00" ? "date.hour" : "date.minute", { day: showDay(day), hour: Number(hour), minute })
}
