// The record of what the reader did when: [{day, what: "tree/step", title}], in the order of the days.

const record = {
  all() {
    const kept = store.get("record")
    return Array.isArray(kept) ? kept : []
  },

  /** The last day on which a step was recorded; undefined for none. */
  dayOf: what => record.all().findLast(entry => entry.what === what)?.day,

  /** Adds an entry, in the place of one of the same step on the day `instead`. */
  add(entry, instead = entry.day) {
    const others = record.all().filter(({ what, day }) => what !== entry.what || day !== instead)
    store.set("record", [...others, entry].sort((one, other) => one.day.localeCompare(other.day)))
  },

  remove(gone) {
    const left = record.all().filter(({ what, day }) => what !== gone.what || day !== gone.day)
    store.set("record", left.length ? left : undefined)
  },
}

/** The record as lines of a letter; "" when there is none. */
function recordAsText() {
  const entries = record.all()
  const years = new Set([today(), ...entries.map(entry => entry.day)].map(day => day.slice(0, 4)))
  return entries.map(entry => say("record.line", { day: recordedDay(entry.day, years.size > 1), what: entry.title })).join("\n")
}

function recordedDay(day, withYear) {
  const [year, month, date] = day.split("-").map(Number)
  const name = new Intl.DateTimeFormat(DATA.language, { timeZone: "UTC", month: "long" }).format(new Date(day))
  return say(withYear ? "record.day-of-year" : "record.day", { year, month, day: date, month_name: name })
}
