// What is kept where: the address, the calendar, the device. And the offer to go on where one was.

/** Remembers where the reader is, once they have taken a step. */
function rememberPlace(tree, { before, visits }, step) {
  if (!SITE || (visits.length + before.length < 2 && !readRoute(location.search).on)) return
  store.set("place", { path: addressHere().replace(SITE.href, ""), title: titleOf(step), tree: tree.title })
}

// Only where nobody asked for a place.
register("go-on", $root => {
  const offer = () => {
    const place = store.get("place")
    $root.hidden = !place || readRoute(location.search).isAsked
    if (!place) return
    getElement($root, "a").href = addressOf(place.path)
    getElement($root, ".offered").textContent = `${place.tree}: ${place.title}`
  }
  store.follow($root, offer)
  offer()
})

/** Shows anew what is kept; set by the panel, if the page has one. */
let refreshKept = () => {}

register("keep", $root => {
  const $all = getElement($root, ".keep-all")
  const $gone = getElement($root, ".keep-gone")
  let wasKept = store.isKept()
  const does = name => getElement($root, `[data-does="${name}"]`)
  promote($root, {
    "copy-address": () => copyWithin($root, addressHere()),
    "copy-record": () => copyWithin($root, recordAsText()),
    begin: words => store.keep() || words.refused,
    show() {
      $all.hidden = !$all.hidden
    },
    // What stands on this page of it goes too: words in letters, the offer to go on.
    erase(words) {
      wasKept = false
      $gone.hidden = true
      return store.clear() || words.refused
    },
  })
  refreshKept = () => {
    const state = store.state()
    // Browsers erase what is old, and people clear them: that it was kept once says nothing.
    if (wasKept !== store.isKept()) $gone.hidden = !wasKept
    wasKept = store.isKept()
    getElement($root, ".due-status").textContent = ""
    for (const each of ["visit", "device", "page"]) getElement($root, `.keep-${each}`).hidden = each !== (state || "page")
    does("begin").hidden = store.isKept()
    does("show").setAttribute("aria-expanded", !$all.hidden)
    listKept($all)
  }
  store.follow($root, refreshKept)
  refreshKept()
})

/** All that is remembered, in words. */
function listKept($all) {
  const kept = store.all().filter(({ key }) => key !== "record" && key !== "place")
  const place = store.get("place")
  const others = store.others()
  const entries = record.all()
  const lines = recordAsText().split("\n")
  const $list = getElement($all, "dl")
  getElement($all, ".keep-record").hidden = !entries.length
  getElement($all, ".keep-record ul").replaceChildren(...entries.map((entry, index) => recordItem(lines[index], entry)))
  const named = kept.filter(({ value }) => value.length).map(({ key, value, told }) => told ?? [key, value])
  if (place) named.unshift([$list.dataset.place, `${place.tree}: ${place.title}`])
  getElement($all, ".keep-nothing").hidden = entries.length || named.length || others.length
  $list.replaceChildren(...named.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))))
  getElement($all, ".keep-others").hidden = !others.length
  // As it is: nobody knows what it says. Its beginning is enough to know it again.
  const beginnings = others.slice(0, MOST_ITEMS).map(pair => make("li", {}, pair.join(": ").slice(0, 200)))
  getElement($all, ".keep-raw").replaceChildren(...beginnings)
}

function recordItem(line, entry) {
  const $item = fromTemplate("record-entry")
  const $remove = getElement($item, "button")
  getElement($item, "span").textContent = line
  $remove.setAttribute("aria-label", `${$remove.textContent}: ${line}`)
  askBefore($remove, say("ask.erase"), () => {
    const $list = $item.parentElement
    record.remove(entry)
    refreshKept()
    $list.querySelector("button")?.focus()
  })
  return $item
}
