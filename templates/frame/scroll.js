// What follows the reader down a page: the title in the header, the tabs, the place in the table of
// contents, and the button that leads back to the top. Looked at once a frame, and only read.

const $header = find(".md-header")
const $title = find(".md-header__title")
const $heading = find(".md-content h1")
const $tabs = find(".md-tabs")
const $main = find(".md-main")
const $top = find(".md-top")
const $contents = find(".md-sidebar--secondary .md-sidebar__scrollwrap")
/** @type {NodeListOf<HTMLAnchorElement> | undefined} */
const $links = $contents?.querySelectorAll("a.md-nav__link")
const places = $links
  ? [...$links].flatMap($link => {
      const $place = document.getElementById(decodeURIComponent($link.hash.slice(1)))
      return $place ? [{ $link, $place }] : []
    })
  : []

let last = scrollY
/** @type {(typeof places)[number] | undefined} */
let current
let count = 0
let waiting = false

/** @param {Element} $element */
const topOf = $element => $element.getBoundingClientRect().top

/** @param {string} selector */
function find(selector) {
  return /** @type {HTMLElement | null} */ (document.querySelector(selector))
}

function follow() {
  waiting = false
  if (!$header || !$main) return
  // First everything is read, then written: else the browser would lay the page out in between.
  const edge = $header.offsetHeight
  const heading = $heading?.getBoundingClientRect()
  const isPast = $tabs && topOf($tabs) <= edge - 10
  const goesBack = scrollY < last && scrollY > 0 && topOf($main) <= edge
  const hasMoved = scrollY !== last
  last = scrollY
  if ($contents?.offsetHeight) mark(edge)
  if (heading)
    $title?.classList.toggle("md-header__title--active", heading.height > 0 && heading.bottom <= edge)
  if ($tabs) $tabs.hidden = Boolean(isPast)
  if ($top && hasMoved) showTop(goesBack)
}

/**
 * Marks what lies above the header's lower edge as passed; the last of it is where one is.
 * @param {number} edge
 */
function mark(edge) {
  const isEnd = scrollY + innerHeight >= Math.floor(document.body.offsetHeight)
  const passed = places.filter(({ $place }) => isEnd || topOf($place) < edge)
  const now = passed.at(-1)
  if (now === current && passed.length === count) return
  count = passed.length
  current = now
  places.forEach((each, at) => {
    each.$link.classList.toggle("md-nav__link--passed", at < passed.length)
    each.$link.classList.toggle("md-nav__link--active", each === now)
  })
  if (now) centre(now.$link, "smooth")
}

/**
 * Brings a link of a list to its middle.
 * @param {HTMLElement} $link
 * @param {ScrollBehavior} [behavior]
 */
function centre($link, behavior) {
  const $list = /** @type {HTMLElement | null} */ ($link.closest(".md-sidebar__scrollwrap"))
  if ($list && $link.offsetHeight)
    $list.scrollTo({ top: $link.offsetTop - $list.offsetTop - $list.offsetHeight / 2, behavior })
}

/** @param {boolean} wanted */
function showTop(wanted) {
  if ($top?.hidden !== wanted) return
  $top.hidden = !wanted
  if (!wanted) $top.blur()
}

function soon() {
  if (waiting) return
  waiting = true
  requestAnimationFrame(follow)
}

if ($header) {
  addEventListener("scroll", soon, { passive: true })
  addEventListener("resize", soon, { passive: true })
  if ($top) {
    $top.addEventListener("click", () => scrollTo({ top: 0 }))
    addEventListener("hashchange", () => showTop(false))
  }
  const $here = find(".md-sidebar--primary .md-nav__link--active[href]")
  requestAnimationFrame(() => {
    if ($here) centre($here)
    follow()
  })
}
