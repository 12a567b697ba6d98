// Where the site lies, and the addresses in it.

const $script = /** @type {HTMLScriptElement | null} */ (document.currentScript)

/** The folder of the site, known from where its script lies; null when there is no such file. */
export const SITE = $script?.src ? new URL("..", $script.src) : null

/**
 * The address of a path within the site; undefined when it leads out of it.
 * @param {string} path
 */
export function addressOf(path) {
  try {
    const { href } = new URL(path, SITE ?? undefined)
    return SITE && href.startsWith(SITE.href) ? href : undefined
  } catch {
    return undefined
  }
}
