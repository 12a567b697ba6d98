// Keeps the guide on the device (templates/worker/sw.js) and tells when a new version is there.
// It starts from the link to the web app manifest, which lies beside the worker and carries the
// words. A file of its own: nothing else on the page needs it, and it needs nothing of them.

const CHECK_EVERY = 60 * 60 * 1000

const $link = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel="manifest"]'))
// From a folder on disk there are no workers, and nothing to keep.
const container = location.protocol === "file:" ? undefined : navigator.serviceWorker
const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator)
// A reader who saves data hasn't asked for all the other pages.
if ($link && container && !connection?.saveData) whenQuiet(() => keepOffline(container, $link))

/**
 * After everything that this page itself needs, but not never: some browsers call nothing quiet.
 * @param {() => void} start
 */
function whenQuiet(start) {
  const soon = () =>
    "requestIdleCallback" in window ? requestIdleCallback(start, { timeout: 5000 }) : setTimeout(start, 1000)
  if (document.readyState === "complete") soon()
  else window.addEventListener("load", soon, { once: true })
}

/**
 * @param {ServiceWorkerContainer} workers
 * @param {HTMLLinkElement} $manifest
 */
async function keepOffline(workers, $manifest) {
  const address = new URL("sw.js", $manifest.href)
  const isUpdate = Boolean(workers.controller)
  // Refused in some private windows, and where the worker isn't published: the guide works without.
  const registration = await workers.register(address, { updateViaCache: "none" }).catch(() => null)
  if (!registration) return
  if (registration.waiting && isUpdate) announce(registration, workers, $manifest)
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && workers.controller) announce(registration, workers, $manifest)
    })
  })
  // Another tab has moved on to the new version: this one still shows the old.
  if (isUpdate) workers.addEventListener("controllerchange", () => announce(registration, workers, $manifest))
  checkAgain(registration)
}

/**
 * A page that stays open for days asks again when somebody comes back to it.
 * @param {ServiceWorkerRegistration} registration
 */
function checkAgain(registration) {
  let last = Date.now()
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - last < CHECK_EVERY) return
    last = Date.now()
    registration.update().catch(() => null) // Without a network there is nothing new to learn.
  })
}

/**
 * A button in the header: nothing moves, nothing is covered, and nothing changes before it is pressed.
 * @param {ServiceWorkerRegistration} registration
 * @param {ServiceWorkerContainer} workers
 * @param {HTMLLinkElement} $manifest
 */
function announce(registration, workers, $manifest) {
  if (document.querySelector(".new-version")) return
  const reload = () => {
    if (!registration.waiting) return location.reload()
    workers.addEventListener("controllerchange", () => location.reload(), { once: true })
    registration.waiting.postMessage("take-over")
  }
  const $status = document.createElement("div")
  $status.className = "new-version"
  $status.setAttribute("role", "status")
  const $before = document.querySelector(".md-header__title")
  if ($before) $before.after($status)
  else document.body.prepend($status)
  // Words that come into a status after it are read out.
  setTimeout(() => {
    const $button = document.createElement("button")
    $button.type = "button"
    $button.title = $manifest.dataset.reload ?? ""
    $button.textContent = $manifest.dataset.new ?? ""
    $button.addEventListener("click", reload)
    $status.append($button)
  })
}
