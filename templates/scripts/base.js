// What every component stands on: finding elements, words, and starting what a page holds.
// All scripts of the guide are one file in one function (see Renderer.script), so that nothing
// of them is visible to others. Before them stand DATA (language, time zone, days off) and WORDS.

/** @type {Map<string, ($root: HTMLElement) => void>} */
const components = new Map()

/**
 * Names a component: `start` gets every element that has `data-module="name"`.
 * It only promotes what the HTML already says; when it throws, the others still start.
 */
function register(name, start) {
  components.set(name, start)
}

/** Starts the components in a part of the page, each element once. */
function createAll($part = document) {
  for (const $root of $part.querySelectorAll("[data-module]")) {
    const start = components.get($root.dataset.module)
    if (!start || $root.dataset.started) continue
    $root.dataset.started = true
    try {
      start($root)
    } catch (error) {
      console.error(error)
    }
  }
}

/** A function that makes something when it is first asked for, and gives the same again. */
function once(makeIt) {
  let made
  return () => (made ??= makeIt())
}

/** The words under a key, with {name} replaced by the parameter of that name. */
function say(key, parameters = {}) {
  return WORDS[key].replace(/\{(\w+)\}/g, (whole, name) => String(parameters[name] ?? whole))
}

/** The element that a selector names. Throws when it isn't there: a mistake of ours. */
function getElement($part, selector) {
  const $found = $part.querySelector(selector)
  if (!$found) throw new Error(`no ${selector}`)
  return $found
}

/** Whether the reader is at a part of the page, in this very window. */
function isBeingEdited($part) {
  return document.hasFocus() && $part.contains(document.activeElement)
}

/** The element that the address leads to behind #; null for none, whatever stands there. */
function placeInPage() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)))
  } catch {
    return null
  }
}

/**
 * Makes an element. Texts are only ever set as text.
 * @param {Record<string, unknown>} attributes `true` sets an empty one, false and null none;
 *   functions become listeners (`onclick`).
 */
function make(tag, attributes = {}, ...children) {
  const $made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") $made.addEventListener(name.slice(2), value)
    else if (value !== false && value != null) $made.setAttribute(name, value === true ? "" : value)
  }
  $made.append(...children.filter(child => child != null))
  return $made
}
