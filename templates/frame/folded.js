// What is folded opens when a link leads into it, and on paper.

/** Whatever stands behind #, as some browsers leave there what wasn't meant for pages. */
const target = () => {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)))
  } catch {
    return null
  }
}

const unfold = () => {
  const $target = target()
  const $folded = /** @type {HTMLDetailsElement | null | undefined} */ ($target?.closest("details:not([open])"))
  if (!$target || !$folded) return
  $folded.open = true
  $target.scrollIntoView()
}
unfold()
addEventListener("hashchange", unfold)

/** @type {HTMLDetailsElement[]} */
let $unfolded = []
addEventListener("beforeprint", () => {
  $unfolded = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details:not([open])"))]
  for (const $each of $unfolded) $each.open = true
})
addEventListener("afterprint", () => {
  for (const $each of $unfolded) $each.open = false
  $unfolded = []
})
