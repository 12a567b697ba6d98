// The dialog's results. The page holds the dialog (partials/search.html); this makes it answer.

import { getElement, getElements, make } from "../scripts/elements.js"
import { INDEX, WORDS } from "./data.js"
import { excerpt, marked, matchesIn } from "./excerpt.js"
import { readIndex } from "./index.js"
import { search } from "./rank.js"
import { say } from "./words.js"

/** @import { SearchEntry } from "./index.js" */

/** How many results are shown at most, and how good one must be beside the best. */
const MOST = 20
const LEAST = 0.2
/** Kinds whose page says more about a result than the kind alone. */
const OF_A_PAGE = new Set(["action", "question", "wait", "outcome", "point", "section"])
/** Kinds of which what they lead to says enough. */
const PLAIN = new Set(["tree", "checklist", "page", "referral"])
/** How many results are made at once; those below come after they have been drawn. */
const AT_FIRST = 5
/** For how many milliseconds the index is read before the browser may do something else. */
const SLICE = 10

/**
 * @param {HTMLDialogElement} $dialog
 * @param {URL} root
 */
async function startSearch($dialog, root) {
  const index = await inSlices(readIndex(INDEX))
  const $input = getElement($dialog, "input")
  const $status = getElement($dialog, "[role=status]")
  const $results = getElement($dialog, "ol")
  const $common = $dialog.querySelector("nav")
  let rest = 0

  function answer() {
    const query = $input.value.slice(0, 200)
    const found = search(index, query)
    const best = found.find(([{ kind }]) => kind !== "referral")?.[1] ?? 0
    const shown = found.filter(([, score], i) => i < MOST && score >= best * LEAST)
    /** @param {typeof shown} some */
    const resultsOf = some => some.map(([entry]) => resultOf(entry, query, root))
    $results.replaceChildren(...resultsOf(shown.slice(0, AT_FIRST)))
    $results.scrollTop = 0
    clearTimeout(rest)
    rest = setTimeout(() => $results.append(...resultsOf(shown.slice(AT_FIRST))))
    $status.textContent = statusOf(query, shown)
    if ($common) $common.hidden = shown.length > 0
  }

  $input.addEventListener("input", answer)
  $dialog.addEventListener("keydown", event => moveAmong($input, $dialog, event))
  getElement($dialog, "form").addEventListener("submit", () => $results.querySelector("a")?.click())
  // On the same page only the anchor changes: the dialog would stay.
  $dialog.addEventListener("click", event => {
    const $target = /** @type {Element} */ (event.target)
    if ($target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey)
      $dialog.close()
  })
  answer()
}

/**
 * Runs a generator to its end; between slices the browser draws, and hears the reader.
 * @template T
 * @param {Generator<void, T>} steps
 */
async function inSlices(steps) {
  for (;;) {
    const end = performance.now() + SLICE
    let step = steps.next()
    while (!step.done && performance.now() < end) step = steps.next()
    await new Promise(done => setTimeout(done))
    if (step.done) return step.value
  }
}

/**
 * @param {string} query
 * @param {[SearchEntry, number][]} shown
 */
function statusOf(query, shown) {
  if (!query.trim()) return ""
  if (!shown.length) return WORDS.none
  if (shown[0][0].kind === "referral") return WORDS.elsewhere
  return say(shown.length === 1 ? "found.one" : "found.other", { count: shown.length })
}

/**
 * Arrow keys lead from the input through the results, or what is offered without any, and back; other
 * keys stay what they are.
 * @param {HTMLInputElement} $input
 * @param {HTMLElement} $dialog
 * @param {KeyboardEvent} event
 */
function moveAmong($input, $dialog, event) {
  if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return
  const $stops = [$input, ...getElements($dialog, "ol a, nav:not([hidden]) a")]
  const now = $stops.indexOf(/** @type {HTMLInputElement} */ (document.activeElement))
  const next = now + (event.key === "ArrowDown" ? 1 : -1)
  if (now < 0 || !$stops[next]) return
  event.preventDefault()
  $stops[next].focus()
}

/**
 * @param {SearchEntry} entry
 * @param {string} query
 * @param {URL} root
 */
function resultOf(entry, query, root) {
  const { kind, title, text, who } = entry
  const about = OF_A_PAGE.has(kind) ? entry.pageName : PLAIN.has(kind) ? "" : WORDS[`kind.${kind}`]
  return make(
    "li",
    {},
    make(
      "a",
      { class: "search-hit", href: addressOf(entry, root), "data-kind": kind },
      make(
        "span",
        { class: "search-place" },
        make("span", { class: "search-kind" }, WORDS[`lead.${kind}`]),
        about ? make("span", { class: "search-page" }, about) : null,
      ),
      make("span", { class: "search-title" }, ...marked(title, matchesIn(title, query))),
      make("span", { class: "search-text" }, ...(who ? [text] : excerpt(entry, query))),
      who ? make("span", { class: "search-who" }, who) : null,
    ),
  )
}

/**
 * @param {SearchEntry} entry
 * @param {URL} root
 */
function addressOf({ path, anchor, address }, root) {
  if (address) return address
  const place = new URL(path, root)
  place.hash = anchor
  return place.href
}

const { src } = /** @type {HTMLScriptElement} */ (document.currentScript)
void startSearch(/** @type {HTMLDialogElement} */ (getElement(document, "#_search")), new URL("..", src))
