// Keeps the whole guide on the device, one version at a time.
// Before this stand VERSION and FILES: the address of each file, seen from here, and the beginning
// of its content's SHA-256 (publish/offline.py). A version is kept whole or not at all: what a
// host hands out in the middle of an upload has another hash than the one asked for.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const SCOPE = worker.registration.scope
// Other guides may live on the same host, and caches belong to the host.
const OURS = `guide ${SCOPE} `
const CACHE = OURS + VERSION
const ALIKE = { ignoreVary: true }

/** From the path of an address to the key in the cache: nothing else is ever answered from it. */
const keys = new Map(
  FILES.map(([file, hash]) => {
    const url = new URL(file, SCOPE)
    return [url.pathname, `${url.href}?${hash}`]
  }),
)
const MISSING = new URL("404.html", SCOPE).pathname

/** Fills this version's cache. What is there already, from an earlier try or version, is taken over. */
async function fill() {
  const cache = await caches.open(CACHE)
  const others = await Promise.all((await ourCaches()).map(name => caches.open(name)))
  await Promise.all(
    FILES.map(async ([file, hash]) => {
      const key = /** @type {string} */ (keys.get(new URL(file, SCOPE).pathname))
      for (const other of [cache, ...others]) {
        const kept = await other.match(key, ALIKE)
        if (kept) return other === cache ? undefined : cache.put(key, kept)
      }
      await cache.put(key, await download(file, hash))
    }),
  )
}

/**
 * A file as the host has it now, which must be the one that belongs to this version.
 * @param {string} file
 * @param {string} hash
 */
async function download(file, hash) {
  // Not from the browser's own cache without asking: it may hold the last version.
  const response = await fetch(new URL(file, SCOPE), { cache: "no-cache", priority: "low" })
  if (!response.ok) throw new Error(`${file}: ${response.status}`)
  const content = await response.arrayBuffer()
  if (!(await digest(content)).startsWith(hash)) throw new Error(`${file}: of another version`)
  const headers = new Headers(response.headers)
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name)
  // Made anew: it has lost the address it came from, so it takes that of each question.
  return new Response(content, { headers })
}

/** @param {ArrayBuffer} content */
async function digest(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content))
  return [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("")
}

async function ourCaches() {
  return (await caches.keys()).filter(name => name.startsWith(OURS) && name !== CACHE)
}

/** From now on every page is of this version. */
async function takeOver() {
  await Promise.all((await ourCaches()).map(name => caches.delete(name)))
  await worker.clients.claim()
}

/**
 * The key of what an address shows. The query is the page's own business; hosts leave ".html" out.
 * @param {URL} url
 */
function keyOf(url) {
  const path = url.pathname.endsWith("/") ? `${url.pathname}index.html` : url.pathname
  return keys.get(path) ?? keys.get(`${path}.html`)
}

/**
 * An answer to a request, or undefined to let the browser ask the host.
 * @param {Request} request
 */
function answer(request) {
  const url = new URL(request.url)
  if (request.method !== "GET" || !url.href.startsWith(SCOPE)) return undefined
  const key = keyOf(url)
  if (key) return kept(key).then(found => found ?? fetch(request))
  // It may be newer than this version; without the host it can't be told from a mistake.
  return request.mode === "navigate" ? fetch(request).catch(missing) : undefined
}

/** @param {string} key */
async function kept(key) {
  return (await caches.open(CACHE)).match(key, ALIKE)
}

async function missing() {
  const page = await kept(/** @type {string} */ (keys.get(MISSING)))
  if (!page) return Response.error()
  return new Response(page.body, { status: 404, statusText: "Not Found", headers: page.headers })
}

worker.addEventListener("install", event => event.waitUntil(fill()))
worker.addEventListener("activate", event => event.waitUntil(takeOver()))
worker.addEventListener("message", event => {
  if (event.data === "take-over") worker.skipWaiting()
})
if (FILES.length) {
  worker.addEventListener("fetch", event => {
    const response = answer(event.request)
    if (response) event.respondWith(response)
  })
}
