// Texts as they are compared and shown: without what nobody sees, with plain blanks and line ends.
// The same as i18n/entries/plain.py.

// Character by character as in i18n/entries/plain.py: \s of Python is another.
const UNSEEN =
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e007f}]/gu

const LINE_END = /\r\n|[\n-\r\u0085\u2028\u2029]/g

const BLANKS = /[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]+/g

/**
 * A text on one line: runs of blanks and line ends are one space, none at its ends.
 * @param {string} text
 */
export function oneLine(text) {
  return text.replace(UNSEEN, "").replace(LINE_END, " ").replace(BLANKS, " ").replace(/^ | $/g, "")
}

/**
 * A text of several lines: no blanks at their ends, no empty lines around them.
 * @param {string} text
 */
export function manyLines(text) {
  const lines = text.replace(UNSEEN, "").replace(LINE_END, "\n").split("\n")
  const shorter = lines.map(line => line.replace(BLANKS, (run, at) => (at + run.length < line.length ? run : "")))
  /** @param {string} line */
  const filled = line => line !== ""
  return shorter.slice(shorter.findIndex(filled), shorter.findLastIndex(filled) + 1).join("\n")
}

/**
 * A text on one line with characters of the usual width: 33,000 for ３３，０００.
 * @param {string} text
 */
export function narrow(text) {
  return oneLine(text.replace(/[\uff00-\uffef]+/g, wide => wide.normalize("NFKC")))
}

/**
 * A text with the letters A to Z as small ones, and nothing else changed.
 * @param {string} text
 */
export function lowered(text) {
  return text.replace(/[A-Z]+/g, large => large.toLowerCase())
}

/**
 * A regular expression for any of these words, longer ones first; never for none.
 * @param {readonly string[]} words
 */
export function anyOf(words) {
  const longest = [...words].sort((one, other) => other.length - one.length)
  return longest.map(word => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|") || "(?!)"
}
