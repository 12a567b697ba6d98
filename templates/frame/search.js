// Opens the search. What it needs besides (texts, ranking: a file of its own) is loaded when it is
// first opened. Without scripts, or in a browser without dialogs, its link leads to a list instead.

const $opener = /** @type {HTMLElement | null} */ (document.querySelector("[data-search]"))
const $dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("_search"))
if ($opener && $dialog?.showModal) {
  const $input = /** @type {HTMLInputElement} */ ($dialog.querySelector("input"))
  let asked = false

  /** A classic script: it works from a folder on disk, and under a policy that allows our own only. */
  const load = () => {
    if (asked) return
    asked = true
    const $script = document.createElement("script")
    $script.src = $opener.dataset.search ?? ""
    $script.onerror = () => {
      asked = false
      $script.remove()
      const $status = /** @type {Element} */ ($dialog.querySelector("[role=status]"))
      $status.textContent = $dialog.dataset.failed ?? ""
    }
    document.head.append($script)
  }

  /** @param {Event} event */
  const open = event => {
    event.preventDefault()
    if (!$dialog.open) $dialog.showModal()
    $input.select()
    load()
  }

  /** Until the browser next draws, the field of a closed dialog still has the focus. */
  const isWritingIn = (/** @type {Element} */ $place) =>
    $place.closest("input, textarea, select, [contenteditable]") && !$place.closest("dialog:not([open])")

  // Whoever touches the opener will tap it: what is loaded meanwhile, nobody waits for.
  $opener.onpointerdown = $opener.onfocus = load
  $opener.setAttribute("role", "button")
  $opener.setAttribute("aria-haspopup", "dialog")
  $opener.onclick = open
  $opener.addEventListener("keydown", event => {
    if (event.key === " ") open(event)
  })
  document.addEventListener("keydown", event => {
    const free = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing
    if (event.key === "/" && free && !isWritingIn(/** @type {Element} */ (event.target))) open(event)
  })
  $dialog.querySelector("form")?.addEventListener("submit", event => event.preventDefault())
  $dialog.querySelector(".search-close")?.addEventListener("click", () => $dialog.close())
  // Outside of what the dialog holds lies its backdrop.
  $dialog.onclick = event => {
    if (event.target === $dialog) $dialog.close()
  }
}
