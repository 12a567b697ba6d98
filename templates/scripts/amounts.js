// Amounts: 33,000, 33000円, 3万3千, ¥33,000-, $1.5k. What isn't surely one number is refused.
// The same as i18n/entries/amounts.py.

import { DATA } from "./data.js"
import { once } from "./once.js"
import { anyOf, lowered, narrow } from "./plain.js"
import { refused, standing } from "./reading.js"
import { say } from "./words.js"

/** @import { Reading } from "./reading.js" */

const MOST_SIGNS_OF_AMOUNT = 60
/** Amounts are counted in hundredths, up to what numbers hold exactly. */
const MOST_HUNDREDTHS = 1e15

/** The regular expressions for amounts; made when they are first asked for. */
const amountShape = once(() => {
  const { group, decimal, leading, trailing, units } = DATA.notation.amount
  const before = anyOf(units.flatMap(unit => unit.before.map(lowered)))
  const after = anyOf(units.flatMap(unit => unit.after.map(lowered)))
  return {
    whole: new RegExp(
      `^(?:${anyOf(leading)})? ?(${before})?( ?)(.+?)( ?)(${after})? ?(?:${anyOf(trailing)})?$`,
      "u",
    ),
    number: new RegExp(`^([0-9]{1,3}(?:(${anyOf(group)})[0-9]{3}(?:\\2[0-9]{3})*)|[0-9]+)(?:${anyOf([decimal])}([0-9]{1,2}))?$`, "u"),
    before: new RegExp(`(?:^|[^a-z])(${before}) ?$`, "u"),
    after: new RegExp(`^ ?(${after})(?![a-z])`, "u"),
  }
})

/**
 * Reads an amount; its unit is left away where the letter's own text, before or after it, has it.
 * @param {string} text
 * @param {string} before
 * @param {string} after
 * @returns {Reading}
 */
export function typedAmount(text, before, after) {
  if (!text) return standing("")
  const found = [...text].length > MOST_SIGNS_OF_AMOUNT ? null : amountShape().whole.exec(lowered(text))
  const [, first, gap, number, space, last] = found ?? []
  const hundredths = found ? countHundredths(number) : NaN
  const own = [...new Set([first, last].filter(Boolean).map(unitOf))]
  if (!(hundredths < MOST_HUNDREDTHS) || own.length > 1) {
    return refusedAmount(text)
  }
  const around = unitAround(before, after)
  if (around && own.length && own[0] !== around) return refused("unit", { unit: around.name })
  const shown = groupThousands(hundredths)
  const whole = formOf(first, "before") + gap + shown + space + formOf(last, "after")
  const reading = standing(plainNumber(hundredths), around ? shown : whole)
  const isLikely = hundredths > 0 && hundredths <= DATA.notation.amount.most * 100
  return isLikely ? reading : { ...reading, warning: say("warning.unlikely", { shown: reading.shown }) }
}

/**
 * Why a text is no amount: words that aren't part of one, or the whole.
 * @param {string} text
 */
function refusedAmount(text) {
  const example = groupThousands(1_200_000)
  const isShort = [...text].length <= MOST_SIGNS_OF_AMOUNT
  const remark = new RegExp(anyOf(DATA.notation.amount.remarks.map(lowered)), "u").exec(isShort ? lowered(text) : "")
  if (!remark) return refused("amount", { example })
  const found = text.slice(remark.index, remark.index + remark[0].length)
  return refused("amount-words", { found, example })
}

/**
 * A number in hundredths; NaN for what isn't one.
 * @param {string} text
 */
function countHundredths(text) {
  const { digits, scales } = DATA.notation.amount
  return countScaled([...text].map(sign => digits[sign] ?? sign).join(""), Object.entries(scales))
}

/**
 * What stands before the largest word for a power of ten, times it, and what is behind.
 * @param {string} text
 * @param {[string, number][]} scales
 * @returns {number}
 */
function countScaled(text, scales) {
  const at = scales.findIndex(([word]) => text.includes(word))
  if (at < 0) return countDigits(text)
  const [word, power] = scales[at]
  const smaller = scales.slice(at + 1)
  const [left, right, ...more] = text.split(word).map(part => part.replace(/^ +| +$/g, ""))
  const many = left || !DATA.notation.amount.alone.includes(word) ? countScaled(left, smaller) : 100
  const rest = right ? countScaled(right, smaller) : 0
  // 3万3 is meant as 33,000 as often as 30,003.
  const isUnclear = right.length === 1 && power >= 3
  if (more.length || isUnclear || (right && (many % 100 || rest % 100))) return NaN
  return rest < 100 * 10 ** power ? many * 10 ** power + rest : NaN
}

/** @param {string} text */
function countDigits(text) {
  const [, whole, , part = ""] = amountShape().number.exec(text) ?? []
  return whole ? Number(whole.replace(/[^0-9]/g, "")) * 100 + Number(part.padEnd(2, "0")) : NaN
}

/**
 * A number as letters write it: 33,000 or 1,200.50.
 * @param {number} hundredths
 */
function groupThousands(hundredths) {
  const { group, decimal } = DATA.notation.amount
  const [whole, part] = plainNumber(hundredths).split(".")
  return whole.replace(/\B(?=(\d{3})+$)/g, group[0]) + (part ? decimal + part : "")
}

/**
 * The same without separators.
 * @param {number} hundredths
 */
function plainNumber(hundredths) {
  const part = hundredths % 100
  return String(Math.floor(hundredths / 100)) + (part ? `.${String(part).padStart(2, "0")}` : "")
}

/**
 * How the table writes a unit that was typed; "" for none.
 * @param {string | undefined} typed
 * @param {"before" | "after"} side
 */
function formOf(typed, side) {
  return DATA.notation.amount.units.flatMap(unit => unit[side]).find(form => lowered(form) === typed) ?? ""
}

/**
 * The unit that is written in a form.
 * @param {string} form
 */
function unitOf(form) {
  return DATA.notation.amount.units.find(({ before, after }) => [...before, ...after].map(lowered).includes(form))
}

/**
 * The unit that a letter's own text has beside a blank; undefined if it has none.
 * @param {string} before
 * @param {string} after
 */
function unitAround(before, after) {
  const { before: left, after: right } = amountShape()
  const found = left.exec(lowered(narrow(before))) ?? right.exec(lowered(narrow(after)))
  return found ? unitOf(found[1]) : undefined
}
