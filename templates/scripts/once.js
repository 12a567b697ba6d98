// What is made when it is first asked for.

/** A function that makes something when it is first asked for, and gives the same again. */
export function once(makeIt) {
  let made
  return () => (made ??= makeIt())
}
