// What is shown of an entry: the phrase around what was typed, with the same words marked.

import { make } from "../scripts/elements.js"
import { WORDS } from "./data.js"
import { fold, isKana, isUnspaced } from "./fold.js"
import { compact } from "./index.js"

/** @import { SearchEntry } from "./index.js" */

/** About how many characters are shown of a long text. */
const SHOWN = 72

/** @typedef {[start: number, end: number]} Match a part of a text */

/**
 * Where a text says what the query says, as [start, end] in the text: parts of two characters and
 * more (kana alone: three, for short ones stand everywhere), and words that begin so.
 * @param {string} original
 * @param {string} query
 */
export function matchesIn(original, query) {
  const wanted = fold(query).text
  const name = compact(wanted)
  const words = wanted.split(" ").filter(word => word && !isUnspaced(word[0]))
  const { text, at } = fold(original)
  /** @type {Match[]} */
  const found = []
  for (let i = 0; i < text.length;) {
    const length =
      text[i] === " "
        ? 0
        : isUnspaced(text[i])
          ? commonLength(text, i, name)
          : wordLength(text, i, words)
    if (length) found.push([at[i], at[i + length]])
    i += length || 1
  }
  return found
}

/**
 * @param {string} text
 * @param {number} start
 * @param {string} name
 */
function commonLength(text, start, name) {
  let length = 0
  while (start + length < text.length && name.includes(text.slice(start, start + length + 1)))
    length++
  const part = text.slice(start, start + length)
  const least = Math.min(name.length, [...part].every(isKana) ? 3 : 2)
  return length >= least ? length : 0
}

/**
 * @param {string} text
 * @param {number} start
 * @param {string[]} words
 */
function wordLength(text, start, words) {
  if (start > 0 && text[start - 1] !== " " && !isUnspaced(text[start - 1])) return 0
  const word = words.find(each => text.startsWith(each, start))
  return word ? word.length : 0
}

/**
 * How many characters of a text are matched.
 * @param {Match[]} matches
 */
const matched = matches => matches.reduce((sum, [start, end]) => sum + end - start, 0)

/**
 * The part of a text to show, as [start, end]: where most is matched, from a sentence's start if near.
 * @param {string} text
 * @param {Match[]} matches
 * @returns {Match}
 */
function windowOf(text, matches) {
  if (text.length <= SHOWN) return [0, text.length]
  let best = 0
  let most = 0
  for (const [from] of matches) {
    const within = matched(matches.filter(([start, end]) => start >= from && end <= from + SHOWN))
    if (within > most) [best, most] = [from, within]
  }
  const before = text.slice(0, best)
  const sentence = Math.max(before.lastIndexOf("。"), before.lastIndexOf(". ")) + 1
  const start = best - sentence < SHOWN / 3 ? sentence : best - Math.min(best, 12)
  return [start, Math.min(text.length, start + SHOWN)]
}

/**
 * A part of a text as nodes, what is matched in marks. Only ever text.
 * @param {string} text
 * @param {Match[]} matches
 * @param {Match} [window]
 */
export function marked(text, matches, [from, to] = [0, text.length]) {
  /** @type {(Node | string)[]} */
  const nodes = from > 0 ? ["…"] : []
  let last = from
  for (const [start, end] of matches) {
    if (end <= from || start >= to) continue
    nodes.push(
      text.slice(last, Math.max(start, last)),
      make("mark", {}, text.slice(Math.max(start, last), Math.min(end, to))),
    )
    last = Math.min(end, to)
  }
  return [...nodes, text.slice(last, to), to < text.length ? "…" : ""]
}

/**
 * The line below a result's title: the other name that was meant, or the phrase in the text.
 * @param {SearchEntry} entry
 * @param {string} query
 */
export function excerpt(entry, query) {
  const inTitle = matched(matchesIn(entry.title, query))
  const [name, count] = entry.names
    .map(each => /** @type {[string, number]} */ ([each, matched(matchesIn(each, query))]))
    .reduce((best, each) => (each[1] > best[1] ? each : best), ["", 0])
  const matches = matchesIn(entry.text, query)
  const phrase = marked(entry.text, matches, windowOf(entry.text, matches))
  if (count <= Math.max(inTitle, longest(matches))) return phrase
  const [before, after] = WORDS.names.split("{names}")
  return [before, ...marked(name, matchesIn(name, query)), after, " ", ...phrase]
}

/** @param {Match[]} matches */
const longest = matches => Math.max(0, ...matches.map(([start, end]) => end - start))
