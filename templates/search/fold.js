// How texts and queries are made comparable: one way for both, and back to what was written.

/** Scripts written without spaces: their runs are compared by pairs of characters. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u
const KEPT = /[\p{L}\p{N}\p{M}]/u
const MARK = /\p{M}/u
const SMALL = {
  ぁ: "あ",
  ぃ: "い",
  ぅ: "う",
  ぇ: "え",
  ぉ: "お",
  っ: "つ",
  ゃ: "や",
  ゅ: "ゆ",
  ょ: "よ",
  ゎ: "わ",
}
/** @type {Record<string, string>} */
const SAME = { ...SMALL, ぢ: "じ", づ: "ず", ー: "", "★": "星", "☆": "星", ς: "σ" }

/** @type {Map<string, string>} */
const folded = new Map()

/**
 * A character (with its marks) as it is compared: "" for none, " " for what parts words.
 * @param {string} cluster
 */
function foldCharacter(cluster) {
  let plain = cluster.normalize("NFKC").toLowerCase()
  if (plain < "\u0250") plain = plain.normalize("NFKD").replace(/\p{M}/gu, "")
  return Array.from(plain, character => {
    const code = character.charCodeAt(0)
    const kana = code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 0x60) : character
    return SAME[kana] ?? (KEPT.test(kana) ? kana : " ")
  }).join("")
}

/** @param {string} cluster */
function plainOf(cluster) {
  let plain = folded.get(cluster)
  if (plain === undefined) folded.set(cluster, (plain = foldCharacter(cluster)))
  return plain
}

/**
 * A text as it is compared: wide and narrow, large and small, both kana and their long and small
 * forms alike. `at[i]` is where the i-th character of `text` stands in the original.
 * @param {string} original
 */
export function fold(original) {
  /** @type {number[]} */
  const at = []
  let text = ""
  for (let i = 0; i < original.length;) {
    let end = i + ((original.codePointAt(i) ?? 0) > 0xffff ? 2 : 1)
    while (end < original.length && isMark(original[end])) end++
    const cluster = original.slice(i, end)
    const plain = plainOf(cluster)
    if (plain !== " " || (text !== "" && !text.endsWith(" "))) {
      text += plain
      for (let n = 0; n < plain.length; n++) at.push(i)
    }
    i = end
  }
  at.push(original.length)
  return { text, at }
}

/** What isn't compared, but for the end of a line, which parts texts. */
const PARTING = /[^\p{L}\p{N}\p{M}\n]+/gu
/** What `foldCharacter` makes something else of, once texts are normalized. */
const CHANGED = /[\u30a1-\u30f6ぁぃぅぇぉっゃゅょゎぢづー★☆ς]/g
const MARKED = /[^\p{M}\n][\p{M}\uff9e\uff9f]+/gu
const LATIN_WITH_MARKS = /[\u00c0-\u024f]/g

/**
 * The text that `fold` gives, without the places and all at once, which takes a tenth of the time. Lines
 * are texts of their own.
 * @param {string} original
 */
export function foldText(original) {
  return original
    .replace(MARKED, plainOf)
    .normalize("NFKC")
    .toLowerCase()
    .replace(LATIN_WITH_MARKS, plainOf)
    .replace(CHANGED, plainOf)
    .replace(PARTING, " ")
    .replace(/^ /gm, "")
}

/** @param {string} character */
const isMark = character =>
  character > "\u02ff" &&
  (character === "\uff9e" || character === "\uff9f" || isKnown(marks, character, MARK))

/** @type {Map<string, boolean>} */
const unspaced = new Map()
/** @type {Map<string, boolean>} */
const marks = new Map()

/**
 * What a regular expression says of a character, asked once for each.
 * @param {Map<string, boolean>} known
 * @param {string} character
 * @param {RegExp} pattern
 */
function isKnown(known, character, pattern) {
  let answer = known.get(character)
  if (answer === undefined) known.set(character, (answer = pattern.test(character)))
  return answer
}

/** @param {string} character */
export const isUnspaced = character => isKnown(unspaced, character, UNSPACED)
/** @param {string} character */
export const isKanji = character => (character >= "\u3400" && character <= "\u9fff") || character === "々"
/** @param {string} character */
export const isKana = character => character >= "\u3041" && character <= "\u3096"
/** @param {string} character */
export const isParticle = character => "がをにはのもへと".includes(character)

/** @typedef {(token: string, start: number, end: number, loose: boolean) => unknown} Take */

/**
 * Calls `take(token, start, end, loose)` with what a folded text is compared by: words; of unspaced
 * scripts pairs of characters. Loose are single kanji, and the pairs that remain when a particle or
 * the kana between two kanji are left out (取り引き, 取引).
 * @param {string} text
 * @param {Take} take
 */
export function eachToken(text, take) {
  let start = 0
  for (let end = 1; end <= text.length; end++) {
    const first = text[start]
    if (
      end < text.length &&
      first !== " " &&
      text[end] !== " " &&
      isUnspaced(text[end]) === isUnspaced(first)
    )
      continue
    if (first !== " " && first !== undefined) {
      if (isUnspaced(first)) eachPair(text, start, end, take)
      else take(text.slice(start, end), start, end, false)
    }
    start = end
  }
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Take} take
 */
function eachPair(text, start, end, take) {
  if (end - start === 1) take(text[start], start, end, false)
  for (let i = start; i + 1 < end; i++) {
    take(text.slice(i, i + 2), i, i + 2, false)
    const kanji = isKanji(text[i])
    if (kanji) take(text[i], i, i + 1, true)
    if (!isKana(text[i + 1]) || i + 2 >= end) continue
    if ((kanji && isKanji(text[i + 2])) || isParticle(text[i + 1]))
      take(text[i] + text[i + 2], i, i + 3, true)
    if (kanji && isKana(text[i + 2]) && i + 3 < end && isKanji(text[i + 3]))
      take(text[i] + text[i + 3], i, i + 4, true)
  }
  if (end - start > 1 && isKanji(text[end - 1])) take(text[end - 1], end - 1, end, true)
}
