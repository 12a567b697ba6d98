// The menu that slides in on phones (a check box does that, also without scripts), its groups, and
// names that don't fit.

const $drawer = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"))
const close = () => {
  if ($drawer) $drawer.checked = false
}

// What was chosen may be on this same page, or on one that the browser brings back as it was.
addEventListener("hashchange", close)
document.querySelector(".md-sidebar--primary")?.addEventListener("click", event => {
  if (/** @type {Element} */ (event.target).closest("a")) close()
})
document.addEventListener("keydown", event => {
  if (event.isComposing) return
  if (event.key === "Escape") close()
  // A group is a label, which the keyboard reaches but doesn't press by itself.
  const $target = /** @type {HTMLElement} */ (event.target)
  if (event.key === "Enter" && $target.matches?.("label[tabindex]")) $target.click()
})

const $labels = /** @type {NodeListOf<HTMLLabelElement>} */ (document.querySelectorAll(".md-sidebar label[tabindex]"))
for (const $label of $labels) {
  const $group = document.querySelector(`[aria-labelledby="${$label.id}"]`)
  const $box = /** @type {HTMLInputElement | null} */ (document.getElementById($label.htmlFor))
  $box?.addEventListener("change", () => $group?.setAttribute("aria-expanded", String($box.checked)))
}

document.addEventListener("mouseover", event => {
  const $target = /** @type {Element} */ (event.target)
  const $name = /** @type {HTMLElement | null | undefined} */ ($target.closest?.(".md-ellipsis"))
  if ($name && $name.offsetWidth < $name.scrollWidth) ($name.closest("a") ?? $name).title = $name.innerText
})
