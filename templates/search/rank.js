// The order of the entries for a query.
//
// A query is compared in two ways, and both count: by its parts (how many of them an entry holds,
// the rarer the more: BM25), and as a whole, as a name of something, a slip of the finger allowed.

import { eachToken, fold, isKana, isUnspaced } from "./fold.js"
import { compact } from "./index.js"

/** @import { Index, SearchEntry } from "./index.js" */

/** How much each kind of place is looked for. */
const KIND_WEIGHT = {
  term: 1,
  step: 1,
  letter: 1,
  point: 1,
  page: 1,
  section: 0.9,
  story: 0.75,
  source: 0.4,
}
/** From which count on a word that comes up again hardly counts more (BM25's k). */
const SATURATION = 1.2
/** What a term that is meant gives to the places which its author points to. */
const SEE_SHARE = 0.35
/** From which likeness on a term is taken as meant. */
const NAMED = 0.3

/**
 * How much a part of a query says: words and kanji much, the kana that join them little.
 * @param {string} token
 * @param {string} written
 * @param {boolean} loose
 */
function weightOf(token, written, loose) {
  if (!isUnspaced(token[0])) return Math.min(2, 0.5 + token.length / 4)
  if (token.length === 1) return loose ? 0.15 : 0.7
  const kana = [...token].filter(isKana).length
  const hiragana = [...written].some(isKana)
  const weight = kana === 0 ? 1 : kana === 1 ? 0.5 : hiragana ? 0.3 : 0.8
  return loose ? weight * 0.4 : weight
}

/**
 * The tokens of a query with their weights; a word also stands for those that are like it.
 * @param {Index} index
 * @param {string} query
 */
function readQuery(index, query) {
  const { text, at } = fold(query)
  /** @type {Map<string, number>} */
  const tokens = new Map()
  /**
   * @param {string} token
   * @param {number} weight
   */
  const add = (token, weight) => tokens.set(token, Math.max(tokens.get(token) ?? 0, weight))
  eachToken(text, (token, start, end, loose) => {
    const weight = weightOf(token, query.slice(at[start], at[end]), loose)
    add(token, weight)
    if (!isUnspaced(token[0]))
      for (const [word, share] of similarWords(index, token)) add(word, weight * share)
  })
  // Spaces between characters of unspaced scripts may be there by chance.
  const known = new Set(tokens.keys())
  eachToken(compact(text), (token, _start, _end, loose) => {
    if (isUnspaced(token[0]) && !known.has(token)) add(token, weightOf(token, token, loose) / 2)
  })
  return { name: compact(text), tokens }
}

/**
 * The words that begin like a word, one slip allowed in longer ones: [word, how much it counts].
 * @param {Index} index
 * @param {string} word
 * @returns {[word: string, share: number][]}
 */
function similarWords(index, word) {
  /** @param {string} other */
  const begins = other =>
    [0, 1, -1].some(more => slips(word, other.slice(0, word.length + more), 1) <= 1)
  return index.words
    .filter(other => other[0] === word[0] && other !== word)
    .map(other => /** @type {[string, number]} */ ([
      other,
      other.startsWith(word) ? 0.7 : word.length > 3 && begins(other) ? 0.5 : 0,
    ]))
    .filter(([, share]) => share)
}

/**
 * In how many places two texts differ: a character more, less, another, or two exchanged. A kana for
 * a kanji is no slip. limit + 1 when there are more than `limit`.
 * @param {string} a
 * @param {string} b
 * @param {number} limit
 */
function slips(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  /** @type {number[]} */
  let before = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const other = a[i - 1] === b[j - 1] ? 0 : isKana(a[i - 1]) === isKana(b[j - 1]) ? 1 : 2
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + other)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) > limit) return limit + 1
    before = last
    last = row
  }
  return last[b.length]
}

/**
 * How well a query is a name: 1 for the same, less for a part or a slip, 0 for something else.
 * @param {string} query
 * @param {string} name
 * @param {(part: string) => number} shareOf
 */
function likeness(query, name, shareOf) {
  if (query === name) return 1
  if (query.length < 2 || name.length < 2) return 0
  if (name.includes(query))
    return 0.35 + (0.45 * query.length) / name.length + (name.startsWith(query) ? 0.1 : 0)
  if (query.includes(name)) return 0.85 * shareOf(name)
  const allowed = query.length > 7 ? 2 : query.length > 2 ? 1 : 0
  return allowed && slips(query, name, allowed) <= allowed ? 0.75 : 0
}

/**
 * The entries for a query, best first: [entry, score].
 * @param {Index} index
 * @param {string} query
 * @returns {[SearchEntry, score: number][]}
 */
export function search(index, query) {
  const { entries, postings } = index
  const { name, tokens } = readQuery(index, query)
  if (!tokens.size) return []
  /** @param {string} token */
  const rarity = token => {
    const holders = (postings.get(token)?.length ?? 0) / 2
    return Math.log(1 + (entries.length - holders + 0.5) / (holders + 0.5))
  }
  const byParts = scoresByParts(index, tokens, rarity)
  const byName = likenessesOf(entries, name, tokens, rarity)
  const own = entries.map(({ kind }, i) => (byParts[i] + byName[i]) * KIND_WEIGHT[kind])
  const total = withPointers(entries, own, byName)
  return [...total.keys()]
    .filter(i => total[i] > 0)
    .sort((a, b) => total[b] - total[a] || a - b)
    .map(i => [entries[i], total[i]])
}

/**
 * Which share of the query's parts each entry holds, rare ones counting more.
 * @param {Index} index
 * @param {Map<string, number>} tokens
 * @param {(token: string) => number} rarity
 */
function scoresByParts({ entries, postings }, tokens, rarity) {
  const scores = new Array(entries.length).fill(0)
  let whole = 0
  for (const [token, weight] of tokens) {
    const value = weight * rarity(token)
    const found = postings.get(token) ?? []
    for (let i = 0; i < found.length; i += 2)
      scores[found[i]] += (value * found[i + 1]) / (found[i + 1] + SATURATION)
    whole += value
  }
  return scores.map(score => score / whole)
}

/**
 * How well the query names each entry. A name inside a query counts as much as it is rare there.
 * @param {SearchEntry[]} entries
 * @param {string} name
 * @param {Map<string, number>} tokens
 * @param {(token: string) => number} rarity
 */
function likenessesOf(entries, name, tokens, rarity) {
  /**
   * @param {string} token
   * @param {number} weight
   */
  const valueOf = (token, weight) => weight * rarity(token) ** 2
  let whole = 0
  for (const [token, weight] of tokens) whole += valueOf(token, weight)
  /** @param {string} part */
  const shareOf = part => {
    let sum = 0
    eachToken(part, token => (sum += valueOf(token, tokens.get(token) ?? 0)))
    return Math.min(1, sum / whole)
  }
  return entries.map(({ keys }) => Math.max(0, ...keys.map(key => likeness(name, key, shareOf))))
}

/**
 * The scores, raised for the places that a named term points to, but never above the term.
 * @param {SearchEntry[]} entries
 * @param {number[]} own
 * @param {number[]} byName
 */
function withPointers(entries, own, byName) {
  const total = [...own]
  entries.forEach(({ see }, i) => {
    if (byName[i] <= NAMED) return
    see.forEach((other, place) => {
      const raised = own[other] + (SEE_SHARE - place / 100) * byName[i]
      total[other] = Math.max(total[other], Math.min(raised, own[i] * 0.98))
    })
  })
  return total
}
