// What is kept where: the address, the calendar, the device. And the offer to go on where one was.

/** Remembers where the reader is, once they have taken a step. */
function rememberPlace(tree, { before, visits }, step) {
  if (!SITE || (visits.length + before.length < 2 && !readRoute(location.search).on)) return
  store.set("place", { path: hereWithoutHash().replace(SITE.href, ""), title: titleOf(step), tree: tree.title })
}

function hereWithoutHash() {
  return location.href.split("#")[0]
}

// Only where nobody asked for a place.
register("go-on", $root => {
  const place = store.get("place")
  if (!place?.path || location.search) return
  getElement($root, "a").href = SITE.href + place.path
  getElement($root, ".offered").textContent = `${place.tree}: ${place.title}`
  $root.hidden = false
})

/** Shows anew what is kept; set by the panel, if the page has one. */
let refreshKept = () => {}

register("keep", $root => {
  const $all = getElement($root, ".keep-all")
  const does = name => getElement($root, `[data-does="${name}"]`)
  promote($root, {
    "copy-address": () => copyWithin($root, hereWithoutHash()),
    "copy-record": () => copyWithin($root, recordAsText()),
    begin(words) {
      store.keep()
      return store.isKept() || words.refused
    },
    show() {
      $all.hidden = !$all.hidden
    },
    erase() {
      store.clear()
      // What stands on this page of it goes too: words in letters, the offer to go on.
      dispatchEvent(new Event("pageshow"))
      getElement(document, ".walk-offer").hidden = true
      return true
    },
  })
  refreshKept = () => {
    getElement($root, ".due-status").textContent = ""
    getElement($root, ".keep-visit").hidden = does("begin").hidden = store.isKept()
    getElement($root, ".keep-device").hidden = !store.isKept()
    does("show").setAttribute("aria-expanded", !$all.hidden)
    listKept($all)
  }
  refreshKept()
})

/** All that is remembered, in words. */
function listKept($all) {
  const { record: _, place, told = {}, ...others } = store.all()
  const entries = record.all()
  const lines = recordAsText().split("\n")
  const $list = getElement($all, "dl")
  getElement($all, ".keep-record").hidden = !entries.length
  getElement($all, "ul").replaceChildren(...entries.map((entry, index) => recordItem(lines[index], entry)))
  const filled = Object.entries(others).filter(([, value]) => value?.length)
  const named = filled.map(([key, value]) => told[key] ?? [key, value])
  if (place) named.unshift([$list.dataset.place, `${place.tree}: ${place.title}`])
  getElement($all, ".keep-nothing").hidden = entries.length || named.length
  $list.replaceChildren(...named.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))))
}

function recordItem(line, entry) {
  const $item = fromTemplate("record-entry")
  const $remove = getElement($item, "button")
  getElement($item, "span").textContent = line
  $remove.setAttribute("aria-label", `${$remove.textContent}: ${line}`)
  $remove.addEventListener("click", () => {
    record.remove(entry)
    refreshKept()
  })
  return $item
}
