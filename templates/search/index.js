// The entries as they are compared: built once, when the search is first used.

import { WORDS } from "./data.js"
import { eachToken, fold, isUnspaced } from "./fold.js"

/** @import { Kind, SearchIndex } from "./data.js" */

/** How much a word counts where it stands, and how far long texts are discounted there. */
const FIELDS = {
  title: { weight: 5, length: 0.4 },
  names: { weight: 3, length: 0 },
  text: { weight: 1, length: 0.7 },
  around: { weight: 1, length: 0 },
}

/** @typedef {keyof typeof FIELDS} Part */
/**
 * @typedef {{ kind: Kind, path: string, pageName: string, anchor: string, title: string, text: string,
 *   names: string[], see: number[], folded: Record<Part, string>, keys: string[] }} SearchEntry
 */
/** @typedef {ReturnType<typeof buildIndex>} Index */

/**
 * Builds the index of what `index_of` (website/search_index.py) wrote.
 * @param {SearchIndex} data
 */
export function buildIndex(data) {
  const entries = data.entries.map(([kindNumber, page, anchor, title, text, names, see]) => {
    const kind = data.kinds[kindNumber]
    const [path, pageName] = data.pages[page]
    const around = `${pageName} ${WORDS[`kind.${kind}`]}`
    const fields = [title, names.join(" "), text, around].map(part => fold(part).text)
    const folded = { title: fields[0], names: fields[1], text: fields[2], around: fields[3] }
    const keys = [title, ...names].map(name => compact(fold(name).text)).filter(Boolean)
    return { kind, path, pageName, anchor, title, text, names, see, folded, keys }
  })
  const postings = postingsOf(entries)
  return { entries, postings, words: [...postings.keys()].filter(token => !isUnspaced(token[0])) }
}

/** @param {string} text */
export const compact = text => text.replaceAll(" ", "")

/**
 * For each token the entries that hold it and their weighted counts: [entry, count, entry, …].
 * @param {SearchEntry[]} entries
 */
function postingsOf(entries) {
  /** @type {Map<string, number[]>} */
  const postings = new Map()
  const fields = Object.entries(FIELDS).map(([name, { weight, length }]) => {
    const field = /** @type {Part} */ (name)
    const mean =
      entries.reduce((sum, entry) => sum + entry.folded[field].length, 0) / entries.length || 1
    return { field, shareOf: (/** @type {number} */ size) => weight / (1 - length + (length * size) / mean) }
  })
  entries.forEach(({ folded }, number) => {
    for (const { field, shareOf } of fields) {
      const share = shareOf(folded[field].length)
      eachToken(folded[field], (token, _start, _end, loose) => {
        const found = postings.get(token)
        const count = loose ? share / 2 : share
        if (!found) postings.set(token, [number, count])
        else if (found[found.length - 2] === number) found[found.length - 1] += count
        else found.push(number, count)
      })
    }
  })
  return postings
}
