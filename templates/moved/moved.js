// At a page's former address: on to the present one, with the place that the address names.
const $script = /** @type {HTMLScriptElement} */ (document.currentScript)
const { to } = /** @type {{ to: string }} */ ($script.dataset)
location.replace(new URL(to, location.href).href + location.search + location.hash)
