// Where the reader was last, and the offer to go on there.

import { register } from "../../scripts/components.js"
import { getElement } from "../../scripts/elements.js"
import { addressHere, followRoute, readRoute } from "../../scripts/route.js"
import { addressOf, SITE } from "../../scripts/site.js"
import { store } from "../../scripts/storage.js"
import { titleOf } from "./steps.js"

/** @import { Path } from "../../scripts/route.js" */
/** @import { PageStep, PageTree } from "./steps.js" */

/**
 * Remembers where the reader is, once they have taken a step.
 * @param {PageTree} tree
 * @param {Path} path
 * @param {PageStep} step
 */
export function rememberPlace(tree, { before, visits }, step) {
  if (!SITE || (visits.length + before.length < 2 && !readRoute(location.search).on)) return
  store.set("place", { path: addressHere().replace(SITE.href, ""), title: titleOf(step), tree: tree.title })
}

/**
 * The path to where the reader was last, if that is in this tree.
 * @param {PageTree} tree
 * @returns {Path | undefined}
 */
export function keptPath(tree) {
  const place = store.get("place")
  const address = place && addressOf(place.path)
  if (!address) return undefined
  const { pathname, search } = new URL(address)
  const path = pathname === location.pathname ? followRoute(tree, readRoute(search)) : undefined
  return path?.lost ? undefined : path
}

// Only where nobody asked for a place.
register("go-on", $root => {
  const offer = () => {
    const place = store.get("place")
    $root.hidden = !place || readRoute(location.search).isAsked
    if (!place) return
    getElement($root, "a").href = addressOf(place.path) ?? ""
    getElement($root, ".offered").textContent = `${place.tree}: ${place.title}`
  }
  store.follow($root, offer)
  offer()
})
