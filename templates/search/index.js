// The entries as they are compared: built once, when the search is first used.

import { WORDS } from "./data.js"
import { eachToken, fold, isUnspaced } from "./fold.js"

/** How much a word counts where it stands, and how far long texts are discounted there. */
const FIELDS = {
  title: { weight: 5, length: 0.4 },
  names: { weight: 3, length: 0 },
  text: { weight: 1, length: 0.7 },
  around: { weight: 1, length: 0 },
}

/** Builds the index of what `index_of` (website/search_index.py) wrote. */
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

export const compact = text => text.replaceAll(" ", "")

/** For each token the entries that hold it and their weighted counts: [entry, count, entry, …]. */
function postingsOf(entries) {
  /** @type {Map<string, number[]>} */
  const postings = new Map()
  const fields = Object.entries(FIELDS).map(([field, { weight, length }]) => {
    const mean =
      entries.reduce((sum, entry) => sum + entry.folded[field].length, 0) / entries.length || 1
    return { field, shareOf: size => weight / (1 - length + (length * size) / mean) }
  })
  entries.forEach(({ folded }, number) => {
    for (const { field, shareOf } of fields) {
      const share = shareOf(folded[field].length)
      eachToken(folded[field], (token, start, end, loose) => {
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
