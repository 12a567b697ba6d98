// What the theme's own script in each page's head defines (theme/partials/javascripts/base.html).

/** Reads what is kept under a key of this site; null for nothing. */
declare function __md_get(key: string): { index?: unknown } | null
/** Keeps a value under a key of this site, if the browser lets it. */
declare function __md_set(key: string, value: unknown): void
