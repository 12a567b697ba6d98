// The entries as they are compared: folded once, when the search is first used.
//
// There are no postings: where a part of a query stands is looked up in the folded texts when it is
// typed. They are one long string, in which a part is found in a tenth of a millisecond; to cut
// everything beforehand would take a phone half a second before its first answer.

import { WORDS } from "./data.js"
import { foldText, isKana, isKanji, isParticle, isUnspaced } from "./fold.js"

/** @import { Kind, SearchIndex } from "./data.js" */

/** How much a word counts where it stands, and how far long texts are discounted there. */
const FIELDS = [
  { weight: 5, length: 0.4 }, // title
  { weight: 3, length: 0 }, // names
  { weight: 1, length: 0.7 }, // text
  { weight: 1, length: 0 }, // what is around: page, kind
]
/** Parts a field from the next. No folded text holds it. */
const END = "\n"
/** How many entries are folded at once. */
const AT_ONCE = 20

/**
 * @typedef {{ kind: Kind, path: string, pageName: string, anchor: string, title: string, text: string,
 *   names: string[], see: number[], keys: string[], who: string, address: string }} SearchEntry
 */
/**
 * @typedef {object} Index
 * @property {SearchEntry[]} entries
 * @property {string} text all fields of all entries, folded
 * @property {number[]} starts where each field starts in it
 * @property {number[]} shares how much an occurrence in each field counts
 * @property {Map<string, number[]>} found what has been looked up: [entry, count, entry, …]
 * @property {Map<string, string[]>} words the words that begin with a character, as far as asked for
 */

/** @param {string} text */
export const compact = text => text.replaceAll(" ", "")

/**
 * Reads what `index_of` (website/search_index.py) wrote, some entries at a time: whoever runs it may rest
 * in between.
 * @param {SearchIndex} data
 * @returns {Generator<void, Index>}
 */
export function* readIndex(data) {
  /** @type {SearchEntry[]} */
  const entries = []
  /** @type {string[]} */
  const parts = []
  let referral = 0
  for (let first = 0; first < data.entries.length; first += AT_ONCE) {
    const rows = data.entries.slice(first, first + AT_ONCE)
    const lines = rows.flatMap(([kind, page, , title, text, names]) => [
      title,
      text,
      `${data.pages[page][1]} ${WORDS[`kind.${data.kinds[kind]}`]}`,
      ...names,
    ])
    const folded = foldText(lines.join("\n")).split("\n")
    let line = 0
    for (const [kindNumber, page, anchor, title, text, names, see] of rows) {
      const kind = data.kinds[kindNumber]
      const [path, pageName] = data.pages[page]
      const [itsTitle, itsText, around] = folded.slice(line, (line += 3))
      const itsNames = folded.slice(line, (line += names.length))
      parts.push(itsTitle, itsNames.join(" "), itsText, around)
      const keys = [itsTitle, ...itsNames].map(compact).filter(Boolean)
      const [who, address] = kind === "referral" ? data.referrals[referral++] : ["", ""]
      entries.push({ kind, path, pageName, anchor, title, text, names, see, who, address, keys })
    }
    yield
  }
  const starts = [0]
  for (const part of parts) starts.push(starts[starts.length - 1] + part.length + END.length)
  const shares = sharesOf(starts)
  return { entries, text: parts.join(END) + END, starts, shares, found: new Map(), words: new Map() }
}

/**
 * @param {number[]} starts
 */
function sharesOf(starts) {
  const sizes = starts.slice(1).map((end, i) => end - starts[i] - END.length)
  const means = FIELDS.map((_, f) => {
    const all = sizes.filter((_, i) => i % FIELDS.length === f)
    return all.reduce((sum, size) => sum + size, 0) / all.length || 1
  })
  return sizes.map((size, i) => {
    const { weight, length } = FIELDS[i % FIELDS.length]
    return weight / (1 - length + (length * size) / means[i % FIELDS.length])
  })
}

/**
 * The entries that hold a token (see fold.js), with their weighted counts: [entry, count, entry, …].
 * @param {Index} index
 * @param {string} token
 */
export function lookUp(index, token) {
  let postings = index.found.get(token)
  if (!postings) index.found.set(token, (postings = postingsOf(index, token)))
  return postings
}

/**
 * @param {Index} index
 * @param {string} token
 */
function postingsOf({ text, starts, shares }, token) {
  /** @type {Map<number, number>} */
  const counts = new Map()
  /**
   * Counts where a text is found, as far as it counts there.
   * @param {string} sought
   * @param {(i: number) => number} countAt
   */
  const count = (sought, countAt) => {
    let field = 0
    for (let i = text.indexOf(sought); i >= 0; i = text.indexOf(sought, i + 1)) {
      const found = countAt(i)
      if (!found) continue
      while (starts[field + 1] <= i) field++
      const entry = Math.floor(field / FIELDS.length)
      counts.set(entry, (counts.get(entry) ?? 0) + found * shares[field])
    }
  }
  const [first, second] = token
  if (!isUnspaced(first)) count(token, i => countOfWord(text, i, token))
  else if (!second) count(token, i => countOfSingle(text, i))
  else {
    count(token, () => 1)
    // What may be left out between the two (see `eachToken`): sought from the rarer of both.
    if (isKanji(first)) count(first, i => countOfLoose(text, i, second))
    else if (isKanji(second))
      count(second, i => (text[i - 2] === first && isParticle(text[i - 1]) ? 0.5 : 0))
  }
  return [...counts].flat()
}

/**
 * @param {string} text
 * @param {number} i
 */
const countOfSingle = (text, i) =>
  isWithin(text, i - 1) || isWithin(text, i + 1) ? (isKanji(text[i]) ? 0.5 : 0) : 1

/**
 * How much of a pair stands at its first character, a kanji, with kana left out in between.
 * @param {string} text
 * @param {number} i
 * @param {string} second
 */
function countOfLoose(text, i, second) {
  if (!isKana(text[i + 1])) return 0
  if (text[i + 2] === second && (isKanji(second) || isParticle(text[i + 1]))) return 0.5
  return isKanji(second) && text[i + 3] === second && isKana(text[i + 2]) ? 0.5 : 0
}

/**
 * @param {string} text
 * @param {number} i
 */
const isWithin = (text, i) => i >= 0 && isUnspaced(text[i])

/**
 * @param {string} text
 * @param {number} i
 * @param {string} word
 */
const countOfWord = (text, i, word) =>
  isBorder(text[i - 1]) && isBorder(text[i + word.length]) ? 1 : 0

/** @param {string | undefined} character */
const isBorder = character =>
  character === undefined || character === " " || character === END || isUnspaced(character)

/**
 * The different words of the texts that begin with a character.
 * @param {Index} index
 * @param {string} first
 */
export function wordsFrom({ text, words }, first) {
  let found = words.get(first)
  if (found) return found
  /** @type {Set<string>} */
  const all = new Set()
  for (let i = text.indexOf(first); i >= 0; i = text.indexOf(first, i + 1)) {
    if (!isBorder(text[i - 1])) continue
    let end = i + 1
    while (!isBorder(text[end])) end++
    all.add(text.slice(i, end))
  }
  words.set(first, (found = [...all]))
  return found
}
