// The dialog's results. The page holds the dialog (partials/search.html); this makes it answer.

import { getElement, getElements, make } from "../scripts/elements.js"
import { INDEX, WORDS } from "./data.js"
import { excerpt, marked, matchesIn } from "./excerpt.js"
import { buildIndex } from "./index.js"
import { search } from "./rank.js"
import { say } from "./words.js"

/** @import { SearchEntry } from "./index.js" */

/** How many results are shown at most, and how good one must be beside the best. */
const MOST = 20
const LEAST = 0.2
/** Kinds whose page says more about a result than the kind alone. */
const OF_A_PAGE = new Set(["step", "point", "section"])

/**
 * @param {HTMLDialogElement} $dialog
 * @param {URL} root
 */
function startSearch($dialog, root) {
  const index = buildIndex(INDEX)
  const $input = getElement($dialog, "input")
  const $status = getElement($dialog, "[role=status]")
  const $results = getElement($dialog, "ol")

  function answer() {
    const query = $input.value.slice(0, 200)
    const found = search(index, query)
    const shown = found.filter(([, score], i) => i < MOST && score >= found[0][1] * LEAST)
    $results.replaceChildren(...shown.map(([entry]) => resultOf(entry, query, root)))
    $results.scrollTop = 0
    $status.textContent = !query.trim()
      ? ""
      : shown.length
        ? say(shown.length === 1 ? "found.one" : "found.other", { count: shown.length })
        : WORDS.none
  }

  $input.addEventListener("input", answer)
  $dialog.addEventListener("keydown", event => moveAmong($input, $results, event))
  getElement($dialog, "form").addEventListener("submit", () => $results.querySelector("a")?.click())
  // On the same page only the anchor changes: the dialog would stay.
  $results.addEventListener("click", event => {
    const $target = /** @type {Element} */ (event.target)
    if ($target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey)
      $dialog.close()
  })
  answer()
}

/**
 * Arrow keys lead from the input through the results and back; other keys stay what they are.
 * @param {HTMLInputElement} $input
 * @param {HTMLElement} $results
 * @param {KeyboardEvent} event
 */
function moveAmong($input, $results, event) {
  if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return
  const $stops = [$input, ...getElements($results, "a")]
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
  const address = new URL(entry.path, root)
  address.hash = entry.anchor
  const place = OF_A_PAGE.has(entry.kind)
    ? make("span", { class: "search-page" }, entry.pageName)
    : null
  return make(
    "li",
    {},
    make(
      "a",
      { class: "search-hit", href: address.href, "data-kind": entry.kind },
      make(
        "span",
        { class: "search-place" },
        make("span", { class: "search-kind" }, WORDS[`kind.${entry.kind}`]),
        place,
      ),
      make(
        "span",
        { class: "search-title" },
        ...marked(entry.title, matchesIn(entry.title, query)),
      ),
      make("span", { class: "search-text" }, ...excerpt(entry, query)),
    ),
  )
}

const { src } = /** @type {HTMLScriptElement} */ (document.currentScript)
startSearch(/** @type {HTMLDialogElement} */ (getElement(document, "#_search")), new URL("..", src))
