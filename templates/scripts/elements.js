// Finding and making elements.

/**
 * The tag of a selector such as "a", "a.button", "a[href]".
 * @template {string} S
 * @typedef {S extends `${string} ${string}` ? "" : S extends `${infer T}.${string}` ? T
 *   : S extends `${infer T}[${string}` ? T : S} TagOf
 */
/**
 * What a selector finds.
 * @template {string} S
 * @typedef {TagOf<S> extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[TagOf<S>] : HTMLElement} Selected
 */
/** @typedef {{ [E in keyof HTMLElementEventMap as `on${E}`]?: (event: HTMLElementEventMap[E]) => unknown }} Listeners */
/** @typedef {Listeners & Record<string, unknown>} Attributes */

/**
 * The element that a selector names. Throws when it isn't there: a mistake of ours.
 * @template {string} S
 * @param {ParentNode} $part
 * @param {S} selector
 * @returns {Selected<S>}
 */
export function getElement($part, selector) {
  const $found = $part.querySelector(selector)
  if (!$found) throw new Error(`no ${selector}`)
  return /** @type {Selected<S>} */ ($found)
}

/**
 * All elements that a selector names.
 * @template {string} S
 * @param {ParentNode} $part
 * @param {S} selector
 * @returns {Selected<S>[]}
 */
export function getElements($part, selector) {
  return [.../** @type {NodeListOf<Selected<S>>} */ ($part.querySelectorAll(selector))]
}

/**
 * A copy of an element with all that it holds.
 * @template {Element} E
 * @param {E} $element
 */
export function copyOf($element) {
  return /** @type {E} */ ($element.cloneNode(true))
}

/**
 * Whether the reader is at a part of the page, in this very window.
 * @param {Element} $part
 */
export function isBeingEdited($part) {
  return document.hasFocus() && $part.contains(document.activeElement)
}

/** What the address names behind #; "" for nothing that can be read. */
export function nameInAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1))
  } catch {
    return ""
  }
}

/**
 * Makes an element. Texts are only ever set as text.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes] `true` sets an empty one, false and null none; functions become
 *   listeners (`onclick`).
 * @param {(Node | string | null | undefined)[]} children
 */
export function make(tag, attributes = {}, ...children) {
  const $made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") $made.addEventListener(name.slice(2), /** @type {EventListener} */ (value))
    else if (value !== false && value != null) $made.setAttribute(name, value === true ? "" : String(value))
  }
  $made.append(...children.filter(child => child != null))
  return $made
}
