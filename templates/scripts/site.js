// Where the site lies, and the addresses in it.

/** The folder of the site, known from where its script lies; null when there is no such file. */
export const SITE = document.currentScript?.src ? new URL("..", document.currentScript.src) : null

/** The address of a path within the site; undefined when it leads out of it. */
export function addressOf(path) {
  try {
    const { href } = new URL(path, SITE)
    return SITE && href.startsWith(SITE.href) ? href : undefined
  } catch {
    return undefined
  }
}
