// The button for light, dark or as the device wishes. What was chosen is kept as the theme's own
// script in each page expects it, which sets the colours before anything is drawn.

const $palette = /** @type {HTMLElement | null} */ (document.querySelector("[data-md-component=palette]"))
if ($palette) {
  const $inputs = [...$palette.querySelectorAll("input")]
  const $colour = document.createElement("meta")
  $colour.name = "theme-color"
  document.head.append($colour)
  const $scheme = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=color-scheme]"))
  const isLight = matchMedia("(prefers-color-scheme: light)")
  const FOR_ALL = "(prefers-color-scheme)"

  /** The choice of an earlier page; refused storage means none. */
  const kept = () => {
    try {
      return __md_get("__palette")?.index
    } catch {
      return undefined
    }
  }

  /** @param {HTMLInputElement} $input */
  const colours = $input => {
    const { mdColorScheme = "", mdColorPrimary = "", mdColorAccent = "" } = $input.dataset
    return { scheme: mdColorScheme, primary: mdColorPrimary, accent: mdColorAccent }
  }

  /** Colours the page as the chosen input says, or the device when that is chosen. */
  const show = () => {
    const { mdColorMedia: media = "" } = $inputs[chosen].dataset
    const wanted = `(prefers-color-scheme: ${isLight.matches ? "light" : "dark"})`
    const $device = $inputs.find($input => $input.dataset.mdColorMedia === wanted)
    const color = { media, ...colours(media === FOR_ALL && $device ? $device : $inputs[chosen]) }
    // What is so already is left alone: each change makes the browser look at the whole page again.
    for (const [key, value] of Object.entries(color)) {
      const name = `data-md-color-${key}`
      if (document.body.getAttribute(name) !== value) document.body.setAttribute(name, value)
    }
    $inputs.forEach(($input, at) => {
      $input.checked = at === chosen
      const $label = /** @type {HTMLElement} */ ($input.nextElementSibling)
      $label.hidden = at !== chosen
    })
    __md_set("__palette", { index: chosen, color })
    requestAnimationFrame(tellBrowser)
  }

  /** The colours of what the browser draws itself. Asked for when the page is drawn anyway. */
  const tellBrowser = () => {
    const { backgroundColor, colorScheme } = getComputedStyle(/** @type {Element} */ (document.querySelector(".md-header")))
    $colour.content = backgroundColor
    // Only what isn't as the device wishes: this, too, has the browser look at the whole page again.
    const wanted = colorScheme === (isLight.matches ? "light" : "dark") ? "light dark" : colorScheme
    if ($scheme && $scheme.content !== wanted) $scheme.content = wanted
  }

  const change = () => {
    // No rule may fade from one colour to the other meanwhile.
    document.body.dataset.mdColorSwitching = ""
    show()
    setTimeout(() => delete document.body.dataset.mdColorSwitching)
  }

  /** @param {number} index */
  const choose = index => {
    chosen = index
    change()
  }

  /**
   * @param {unknown} index
   * @returns {index is number}
   */
  const isChoice = index => typeof index === "number" && Number.isInteger(index) && index in $inputs
  const earlier = kept()
  let chosen = isChoice(earlier)
    ? earlier
    : $inputs.findIndex($input => matchMedia($input.dataset.mdColorMedia ?? "").matches)
  chosen = Math.max(0, Math.min(chosen, $inputs.length - 1))
  show()
  isLight.addEventListener("change", change)
  $palette.addEventListener("change", event => choose($inputs.indexOf(/** @type {HTMLInputElement} */ (event.target))))
  $palette.addEventListener("keydown", event => {
    if (event.key !== "Enter") return
    event.preventDefault()
    choose((chosen + 1) % $inputs.length)
    $inputs[chosen].focus()
  })
}
