// What a page's components start from: each has its name, and elements that name it.

import { getElements } from "./elements.js"

/** @type {Map<string, ($root: HTMLElement) => void>} */
const components = new Map()

/**
 * Names a component: `start` gets every element that has `data-module="name"`.
 * It only promotes what the HTML already says; when it throws, the others still start.
 * @param {string} name
 * @param {($root: HTMLElement) => void} start
 */
export function register(name, start) {
  components.set(name, start)
}

/**
 * Starts the components in a part of the page, each element once.
 * @param {ParentNode} [$part]
 */
export function createAll($part = document) {
  for (const $root of getElements($part, "[data-module]")) {
    const start = components.get($root.dataset.module ?? "")
    if (!start || $root.dataset.started) continue
    $root.dataset.started = "true"
    try {
      start($root)
    } catch (error) {
      console.error(error)
    }
  }
}
