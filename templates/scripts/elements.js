// Finding and making elements.

/** The element that a selector names. Throws when it isn't there: a mistake of ours. */
export function getElement($part, selector) {
  const $found = $part.querySelector(selector)
  if (!$found) throw new Error(`no ${selector}`)
  return $found
}

/** Whether the reader is at a part of the page, in this very window. */
export function isBeingEdited($part) {
  return document.hasFocus() && $part.contains(document.activeElement)
}

/** The element that the address leads to behind #; null for none, whatever stands there. */
export function placeInPage() {
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
export function make(tag, attributes = {}, ...children) {
  const $made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") $made.addEventListener(name.slice(2), value)
    else if (value !== false && value != null) $made.setAttribute(name, value === true ? "" : value)
  }
  $made.append(...children.filter(child => child != null))
  return $made
}
