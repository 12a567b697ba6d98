// Opens the page anew when the preview has something else to show.
(() => {
  "use strict"
  const $script = /** @type {HTMLScriptElement} */ (document.currentScript)
  const { build } = $script.dataset
  /** @type {AbortController | undefined} */
  let asking

  async function ask() {
    const mine = (asking = new AbortController())
    while (!mine.signal.aborted) {
      try {
        const answer = await fetch(`/livereload/${build}`, { cache: "no-store", signal: mine.signal })
        if (answer.ok && (await answer.text()) !== build) return location.reload()
      } catch {
        // The preview has ended, or begins again.
      }
      await new Promise(resolve => setTimeout(resolve, 500))
    }
  }

  // A browser keeps six connections to a server: pages that nobody looks at have none.
  function turn() {
    asking?.abort()
    if (document.visibilityState === "visible") ask()
  }

  document.addEventListener("visibilitychange", turn)
  addEventListener("pagehide", () => asking?.abort())
  addEventListener("pageshow", turn)
})()
