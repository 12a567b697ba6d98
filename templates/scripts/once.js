// What is made when it is first asked for.

/**
 * A function that makes something when it is first asked for, and gives the same again.
 * @template T
 * @param {() => T} makeIt
 * @returns {() => T}
 */
export function once(makeIt) {
  /** @type {T | undefined} */
  let made
  return () => (made ??= makeIt())
}
