// Letters without a page: which text comes of which entries, and what is amiss with an entry.
// The same as generator/letters.py, which also checks that a letter's marks are well formed.
// An entry is a text: what was typed, a choice's option, "2026-12-03", "2026-12-03T18:00".

const CONDITION =
  /\[\[\s*if\s+(\w+)(?:\s*=\s*([\w-]+))?\s*\]\]([^]*?)(?:\[\[\s*else\s*\]\]([^]*?))?\[\[\s*end\s*\]\]/g
const BLANK = /\{\{\s*(\w+)\s*\}\}/
/** Stands where a condition begins or ends while lines are put together (private use). */
const SEAM = "\ue000"

/**
 * A letter with its conditions decided, taken apart at its blanks: [text, field, text, field, …, text].
 * A line that holds nothing but conditions, or on which they leave nothing, leaves no empty line.
 */
function takeApart(body, entries) {
  const decided = body.replace(CONDITION, (_, field, option, then, otherwise = "") => {
    const entry = entries[field] ?? ""
    return SEAM + ((option ? entry === option : entry) ? then : otherwise) + SEAM
  })
  const lines = decided.split("\n").filter(line => !line.includes(SEAM) || line.replaceAll(SEAM, "").trim())
  return lines.join("\n").replaceAll(SEAM, "").split(BLANK)
}

/** The fields on which a letter's conditions depend. */
function fieldsDeciding(body) {
  return [...body.matchAll(CONDITION)].map(found => found[1])
}

/** What an entry reads like in the letter; "" when there is none yet. */
function showEntry(field, entry) {
  const [day, time] = entry.split("T")
  switch (field.type) {
    case "choice":
      return field.options[entry] ?? ""
    case "date":
      return day && showDay(day)
    case "datetime":
      return day && time ? showMoment(day, time) : ""
    case "amount":
      return showAmount(entry)
    case "lines":
      return entry.replace(/[^\S\n]+$/gm, "").trim()
  }
  const words = entry.replace(/\s+/g, " ").trim()
  return field.honorific ? withoutHonorific(words) : words
}

/** A number with its separators; anything else as it was typed. */
function showAmount(entry) {
  const typed = entry.trim()
  const signs = new RegExp(`^\\p{Sc}|[,\\s]|(${say("amount.unit")}|\\p{Sc})$`, "gu")
  const number = typed.normalize("NFKC").replace(signs, "")
  return /^\d+(\.\d+)?$/.test(number) ? new Intl.NumberFormat(DATA.language).format(number) : typed
}

/** A name without 様 and the like, which the letter's own text adds. */
function withoutHonorific(name) {
  const pattern = say("honorific.pattern")
  if (!pattern) return name
  const shorter = name.replace(new RegExp(pattern), "$1$2")
  return shorter === name ? name : withoutHonorific(shorter)
}

/** The entry with which a field begins. */
function startingEntry(field) {
  const start = field.default ?? ""
  if (typeof start === "string") return start
  return joinedMoment(field, momentAfter(nowInZone(), start))
}

/** A moment as an entry of a field has it. */
function joinedMoment(field, { day, time }) {
  return field.type === "date" ? day : `${day}T${time}`
}

/** What is amiss with an entry, in words; "" for nothing. */
function warningOf(field, entry) {
  const shown = showEntry(field, entry)
  if (!shown) return ""
  const over = [...shown].length - (field.max_length ?? Infinity)
  if (over > 0) return say("warning.too-long", { over })
  return field.type.startsWith("date") ? warningOfMoment(field, entry) : ""
}

function warningOfMoment(field, entry) {
  const now = nowInZone()
  const joined = ({ day, time }) => (field.type === "date" ? day : `${day}T${time}`)
  if (field.when === "future" && entry < joined(now)) return say("warning.past")
  if (field.when === "past" && entry > joined(now)) return say("warning.future")
  const soonest = field.minimum && momentAfter(now, field.minimum)
  if (soonest && entry < joined(soonest)) {
    const warning = say("warning.too-soon", { moment: showEntry(field, joined(soonest)) })
    return [warning, showSkipped(soonest.skipped)].filter(Boolean).join(" ")
  }
  return field.default?.business_days && !hasDaysOff(entry) ? say("warning.days-off-unknown") : ""
}
