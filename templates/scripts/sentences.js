// Texts within a letter's own sentences: what would be said twice is asked about.
// The same as i18n/entries/sentences.py.

import { DATA } from "./data.js"
import { once } from "./once.js"
import { narrow } from "./plain.js"
import { standing } from "./reading.js"
import { say } from "./words.js"

/** @import { Reading } from "./reading.js" */

/** Characters that are compared with the text around a blank, and that a warning shows on each side. */
const [MOST_COMPARED, MOST_SEEN] = [20, 8]

const privateShape = once(() => DATA.notation.sentences.private.map(each => new RegExp(each, "u")))

/**
 * A text as it stands between the letter's own words: brackets it has already are taken off once.
 * @param {Reading} reading
 * @param {string} before
 * @param {string} after
 * @returns {Reading}
 */
export function fitted(reading, before, after) {
  if (!reading.shown || reading.warning) return reading
  const bare = withoutBrackets(reading.shown, before, after)
  const fitting = askedIfPrivate(standing(bare))
  if (fitting.warning) return fitting
  const parts = clashes(bare, after) ? [bare, after] : repeats(bare, before) ? [before, bare] : null
  if (!parts) return fitting
  const [left, right] = parts.map(part => [...part])
  const part = [...left.slice(-MOST_SEEN), ...right.slice(0, MOST_SEEN)].join("")
  return standing(bare, bare, say("warning.doubled", { part }))
}

/**
 * The same, with a warning where it holds what reaches a person; the numbers in links don't.
 * @param {Reading} reading
 * @returns {Reading}
 */
export function askedIfPrivate(reading) {
  const text = narrow(reading.shown).replace(/[A-Za-z]{2,10}:\/\/[!-~]+/g, " ")
  const found = privateShape().map(each => each.exec(text)).find(Boolean)
  return found ? { ...reading, warning: say("warning.private", { found: found[1] }) } : reading
}

/**
 * @param {string} text
 * @param {string} before
 * @param {string} after
 */
function withoutBrackets(text, before, after) {
  for (const [first, last] of DATA.notation.sentences.brackets) {
    const inner = text.slice(1, -1).replace(/^ +| +$/g, "")
    const isAround = before.endsWith(first) && after.startsWith(last)
    const isPair = text.startsWith(first) && text.endsWith(last) && text.length > 1
    if (isAround && isPair && inner && !inner.includes(first) && !inner.includes(last)) return inner
  }
  return text
}

/**
 * Whether the end of a text doesn't go with what follows it.
 * @param {string} text
 * @param {string} after
 */
function clashes(text, after) {
  const { brackets, joints, clashes } = DATA.notation.sentences
  /** @param {string} sign */
  const count = sign => text.split(sign).length
  return (
    lengths(text, after).some(length => text.endsWith([...after].slice(0, length).join(""))) ||
    joints.some(word => text.endsWith(word) && after.startsWith(word)) ||
    brackets.some(
      ([first, last]) =>
        first !== last && after.startsWith(last) && text.endsWith(last) && count(first) < count(last),
    ) ||
    clashes.some(
      ({ ends, followers }) =>
        ends.some(end => text.endsWith(end)) && followers.some(word => after.startsWith(word)),
    )
  )
}

/**
 * Whether a text begins with what stands before it.
 * @param {string} text
 * @param {string} before
 */
function repeats(text, before) {
  return (
    lengths(text, before).some(length => text.startsWith([...before].slice(-length).join(""))) ||
    DATA.notation.sentences.brackets.some(([first]) => before.endsWith(first) && text.startsWith(first))
  )
}

/**
 * How many characters two texts can have in common where they meet: two or more.
 * @param {string} one
 * @param {string} other
 */
function lengths(one, other) {
  const most = Math.min(MOST_COMPARED, [...one].length, [...other].length)
  return Array.from({ length: Math.max(most - 1, 0) }, (_, index) => index + 2)
}
