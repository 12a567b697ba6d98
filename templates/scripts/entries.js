// What was typed into a letter's fields: what it means, how it reads in the letter, or why it can't.
// The same readers as i18n/entries; tests/data/typed.toml holds both to one table of cases.
// An entry is a text: what was typed, a choice's option, "2026-12-03", "2026-12-03T18:00".
// DATA.notation says how the guide's language writes amounts, days and names.

// Character by character as in i18n/entries/plain.py: \s of Python is another.
const UNSEEN =
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e007f}]/gu
const LINE_END = /\r\n|[\n-\r\u0085\u2028\u2029]/g
const BLANKS = /[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]+/g

/**
 * Reads an entry.
 * @param before the letter's own text before the place where it will stand, on the same line
 * @param after the letter's own text behind it
 * @returns {{value: string, shown: string, warning: string}} `value` is the same however it was
 *   typed; both are "" when nothing was typed or it can't stand in a letter. Then the warning says
 *   why, in words; what does stand in the letter may have a warning too.
 */
function readTyped(field, entry, before = "", after = "") {
  const reading = READERS[field.type](entry, field, before, after)
  if (!reading.shown || reading.warning) return reading
  const over = [...reading.shown].length - (field.max_length ?? Infinity)
  return over > 0 ? { ...reading, warning: say("warning.too-long", { over }) } : reading
}

const READERS = {
  amount: (entry, field, before, after) => typedAmount(narrow(entry), before, after),
  choice: (entry, { options }) => (Object.keys(options).includes(entry) ? standing(entry, options[entry]) : standing("")),
  date: (entry, field) => typedDay(narrow(entry), field),
  datetime: (entry, field) => typedMoment(narrow(entry), field),
  lines: entry => askedIfPrivate(standing(manyLines(entry))),
  text: (entry, field, before, after) =>
    fitted(field.honorific ? typedName(oneLine(entry)) : standing(oneLine(entry)), before, after),
}

/** What stands in the letter. */
function standing(value, shown = value, warning = "") {
  return { value, shown, warning }
}

/** What can't stand in a letter, and why. */
function refused(key, parameters) {
  return standing("", "", say(`warning.${key}`, parameters))
}

/** A text on one line: runs of blanks and line ends are one space, none at its ends. */
function oneLine(text) {
  return text.replace(UNSEEN, "").replace(LINE_END, " ").replace(BLANKS, " ").replace(/^ | $/g, "")
}

/** A text of several lines: no blanks at their ends, no empty lines around them. */
function manyLines(text) {
  const lines = text.replace(UNSEEN, "").replace(LINE_END, "\n").split("\n")
  const shorter = lines.map(line => line.replace(BLANKS, (run, at) => (at + run.length < line.length ? run : "")))
  const filled = line => line !== ""
  return shorter.slice(shorter.findIndex(filled), shorter.findLastIndex(filled) + 1).join("\n")
}

/** A text on one line with characters of the usual width: 33,000 for ３３，０００. */
function narrow(text) {
  return oneLine(text.replace(/[\uff00-\uffef]+/g, wide => wide.normalize("NFKC")))
}

/** A text with the letters A to Z as small ones, and nothing else changed. */
function lowered(text) {
  return text.replace(/[A-Z]+/g, large => large.toLowerCase())
}

/** A regular expression for any of these words, longer ones first; never for none. */
function anyOf(words) {
  const longest = [...words].sort((one, other) => other.length - one.length)
  return longest.map(word => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|") || "(?!)"
}
