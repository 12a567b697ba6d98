// Handing text to the reader: to the clipboard, as a file. Nothing is called done unless it is.

import { make } from "./elements.js"
import { say } from "./words.js"

/** Milliseconds; people think that nothing happens when it takes longer. */
const LONGEST_COPYING = 1_000

/**
 * Puts a text on the clipboard. To be called at once in the handler of a tap, with the text ready:
 * browsers refuse it later. Some apps' own browsers refuse it always, some lack it or never answer: then the text is
 * shown in `$place`, selected, and copied as of old; and when that fails too it stays there selected.
 * @param {string} text
 * @param {HTMLElement} $place
 * @returns {Promise<boolean>} whether the text is certainly on the clipboard
 */
export async function copyText(text, $place) {
  $place.replaceChildren()
  try {
    await inTime(navigator.clipboard.writeText(text))
    return true
  } catch {
    return copySelected(text, $place)
  }
}

/**
 * A promise that is broken when it isn't kept soon: some apps' browsers never say what became of it.
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
function inTime(promise) {
  return Promise.race([promise, /** @type {Promise<never>} */ (new Promise((_, fail) => setTimeout(fail, LONGEST_COPYING)))])
}

/**
 * @param {string} text
 * @param {HTMLElement} $place
 */
function copySelected(text, $place) {
  const $back = /** @type {HTMLElement | null} */ (document.activeElement)
  // A field of one line would lose every line break.
  const $source = make("textarea", { class: "copy-source", readonly: true, rows: 6, "aria-label": say("copy.source") })
  $source.value = text
  $place.append($source)
  $source.focus()
  $source.setSelectionRange(0, text.length)
  let done = false
  try {
    done = document.execCommand("copy") === true
  } catch {
    // Refused: it isn't done.
  }
  if (done) {
    $source.remove()
    $back?.focus()
  }
  return done
}

/**
 * Saves a text as a file of that name.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function saveFile(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const $link = make("a", { href: address, download: name, hidden: true })
  document.body.append($link)
  $link.click()
  $link.remove()
  // Not at once: the browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
