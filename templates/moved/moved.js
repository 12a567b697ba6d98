// At a page's former address: on to the present one, with the place that the address names.
const { to } = document.currentScript.dataset
location.replace(new URL(to, location.href).href + location.search + location.hash)
