// The order of the entries for a query.
//
// A query is compared in two ways, and both count: by its parts (how many of them an entry holds,
// the rarer the more: BM25), and as a whole, as a name of something, a slip of the finger allowed.

import { eachToken, fold, isKana, isUnspaced } from "./fold.js"
import { compact, lookUp, wordsFrom } from "./index.js"

/** @import { Index, SearchEntry } from "./index.js" */

/** How much each kind of place is looked for: what to do first, then others' stories, then words. */
const KIND_WEIGHT = {
  action: 1,
  letter: 1,
  tree: 1,
  question: 0.95,
  wait: 0.85,
  outcome: 0.9,
  checklist: 1,
  point: 1,
  story: 0.7,
  page: 0.85,
  section: 0.85,
  term: 0.7,
  source: 0.25,
  referral: 0,
}
/** Kinds of places where something is done. */
const TO_DO = new Set(["action", "letter", "tree", "question", "wait", "outcome", "checklist", "point"])
/** How much a pair of katakana says: a word of them is many pairs. */
const KATAKANA = 0.4
/** How much a part counts that stands nowhere, when a name inside a query is weighed against the rest. */
const UNKNOWN = 0.4
/** How far rare parts outweigh common ones. */
const RARER = 1.3
/** From which count on a word that comes up again hardly counts more (BM25's k). */
const SATURATION = 1.2
/** What a term that is meant gives to the places which its author points to. */
const SEE_SHARE = 0.8
/** How much less each further of these places gets. */
const SEE_STEP = 0.02
/** From which likeness on a term is taken as meant. */
const NAMED = 0.3
/** From which likeness on a term is certainly meant. */
const MEANT = 0.75
/** Keeps a term behind the best of what to do. */
const JUST_BELOW = 0.9999
/** From which likeness on something to do is named as well as a term. */
const NAMES_WHAT_TO_DO = 0.5

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
  const weight = kana === 0 ? 1 : kana === 1 ? 0.5 : hiragana ? 0.3 : KATAKANA
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
  return wordsFrom(index, word[0])
    .filter(other => other !== word)
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
  const mayBe = allowed && Math.abs(query.length - name.length) <= allowed
  return mayBe && sharesPart(query, name, allowed) && slips(query, name, allowed) <= allowed
    ? 0.75
    : 0
}

/**
 * Whether one of the parts of a text stands in another about where it should: of 2n + 1 parts, n slips
 * leave one as it is. Most names fail here, before anything is counted.
 * @param {string} text
 * @param {string} other
 * @param {number} limit
 */
function sharesPart(text, other, limit) {
  const count = 2 * limit + 1
  for (let part = 0; part < count; part++) {
    const start = Math.floor((part * text.length) / count)
    const end = Math.floor(((part + 1) * text.length) / count)
    const found = other.indexOf(text.slice(start, end), start - limit)
    if (end > start && found >= 0 && found <= start + limit) return true
  }
  return false
}

/**
 * The entries for a query, best first: [entry, score]. What the guide doesn't hold stands alone, unless
 * the rest of the query names something that it does hold.
 * @param {Index} index
 * @param {string} query
 * @returns {[SearchEntry, score: number][]}
 */
export function search(index, query) {
  const { entries } = index
  const { name, tokens } = readQuery(index, query)
  if (!tokens.size) return []
  /** @param {string} token */
  const rarity = token => {
    const holders = lookUp(index, token).length / 2
    return Math.log(1 + (entries.length - holders + 0.5) / (holders + 0.5))
  }
  const byParts = scoresByParts(index, tokens, rarity)
  const byName = likenessesOf(index, name, tokens, rarity)
  const own = entries.map(({ kind }, i) => (byParts[i] + byName[i]) * KIND_WEIGHT[kind])
  const total = withPointers(entries, own, byName, name)
  const elsewhere = entries.flatMap((entry, i) => (isReferred(entry, name, byName[i]) ? [i] : []))
  const isAlone = elsewhere.length > 0 && !namesMore(entries, elsewhere, name)
  const best = Math.max(...total)
  for (const i of elsewhere) total[i] = best + 1 + byName[i]
  return [...total.keys()]
    .filter(i => total[i] > 0 && !(isAlone && !elsewhere.includes(i)))
    .sort((a, b) => total[b] - total[a] || a - b)
    .map(i => [entries[i], total[i]])
}

/**
 * Whether somebody asks for what a referral is about: in its words, or nearly.
 * @param {SearchEntry} entry
 * @param {string} name
 * @param {number} likeness
 */
const isReferred = ({ kind, keys }, name, likeness) =>
  kind === "referral" && (likeness >= MEANT || keys.some(key => name.includes(key)))

/**
 * Whether what was typed besides the words of referrals is, for the greater part, a name.
 * @param {SearchEntry[]} entries
 * @param {number[]} elsewhere
 * @param {string} name
 */
function namesMore(entries, elsewhere, name) {
  const words = elsewhere.flatMap(i => entries[i].keys).sort((a, b) => b.length - a.length)
  const rest = words.reduce((text, word) => text.replaceAll(word, ""), name)
  /** @param {string} key */
  const isIn = key => key.length > 1 && key.length * 2 >= rest.length && rest.includes(key)
  return entries.some(({ kind, keys }) => kind !== "referral" && keys.some(isIn))
}

/**
 * Which share of the query's parts each entry holds, rare ones counting more.
 * @param {Index} index
 * @param {Map<string, number>} tokens
 * @param {(token: string) => number} rarity
 */
function scoresByParts(index, tokens, rarity) {
  const scores = new Array(index.entries.length).fill(0)
  let whole = 0
  for (const [token, weight] of tokens) {
    const value = weight * rarity(token) ** RARER
    const found = lookUp(index, token)
    for (let i = 0; i < found.length; i += 2)
      scores[found[i]] += (value * found[i + 1]) / (found[i + 1] + SATURATION)
    whole += value
  }
  return scores.map(score => score / whole)
}

/**
 * How well the query names each entry. A name inside a query counts as much as it is rare there.
 * @param {Index} index
 * @param {string} name
 * @param {Map<string, number>} tokens
 * @param {(token: string) => number} rarity
 */
function likenessesOf(index, name, tokens, rarity) {
  /**
   * @param {string} token
   * @param {number} weight
   */
  const valueOf = (token, weight) => weight * rarity(token) ** 2 * (lookUp(index, token).length ? 1 : UNKNOWN)
  let whole = 0
  for (const [token, weight] of tokens) whole += valueOf(token, weight)
  /** @param {string} part */
  const shareOf = part => {
    let sum = 0
    eachToken(part, token => (sum += valueOf(token, tokens.get(token) ?? 0)))
    return Math.min(1, sum / whole)
  }
  return index.entries.map(({ keys }) => Math.max(0, ...keys.map(key => likeness(name, key, shareOf))))
}

/**
 * The scores, raised for the places that a named term points to. A term comes after what to do about
 * it; first is only one that is called what was typed, if there is nothing to do about it.
 * @param {SearchEntry[]} entries
 * @param {number[]} own
 * @param {number[]} byName
 * @param {string} name
 */
function withPointers(entries, own, byName, name) {
  const total = [...own]
  /**
   * @param {number} i
   * @param {number} score
   */
  const raise = (i, score) => (total[i] = Math.max(total[i], own[i] + score))
  entries.forEach(({ see }, i) => {
    if (byName[i] > NAMED)
      see.forEach((other, place) => {
        const score = (SEE_SHARE - place * SEE_STEP) * byName[i]
        const part = bestPart(entries, own, other)
        if (part !== other) raise(part, score)
        raise(other, part === other ? score : score - SEE_STEP)
      })
  })
  const best = Math.max(0, ...total.filter((_, i) => TO_DO.has(entries[i].kind)))
  const isNamed = entries.some(({ kind }, i) => TO_DO.has(kind) && byName[i] >= NAMES_WHAT_TO_DO)
  entries.forEach(({ kind, keys, see }, i) => {
    if (kind !== "term" || !best) return
    const helps = isNamed || see.some(other => TO_DO.has(entries[other].kind))
    if (keys[0] === name && !helps) total[i] = best + own[i]
    else if (byName[i] >= MEANT) total[i] = best * JUST_BELOW ** (2 - byName[i])
    else total[i] = Math.min(total[i], best * JUST_BELOW)
  })
  return total
}

/**
 * Of a page that is only read, the part that says most of what was typed; else the entry itself.
 * @param {SearchEntry[]} entries
 * @param {number[]} own
 * @param {number} page
 */
function bestPart(entries, own, page) {
  const { kind, path, anchor } = entries[page]
  if (anchor || (kind !== "page" && kind !== "checklist")) return page
  return entries.reduce((best, each, i) => (each.path === path && own[i] > own[best] ? i : best), page)
}
