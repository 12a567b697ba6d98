// What is kept where: the address, the calendar, the device. And the offer to go on where one was.

/** Remembers where the reader is, once they have taken a step. */
function rememberPlace(tree, { before, visits }, step) {
  if (visits.length + before.length < 2 && !readRoute(location.search).on) return
  store.set("place", { path: SITE && location.href.replace(SITE.href, "").split("#")[0], title: titleOf(step), tree: tree.title })
}

/** Shows the way back to the place that is remembered, if there is one. */
function offerToGoOn($offer) {
  const place = store.get("place")
  if (!place?.path || !SITE) return false
  const words = [make("span", { class: "button-hint" }, say("keep.go-on", { tree: place.tree })), make("span", {}, place.title)]
  $offer.replaceChildren(make("a", { class: "button", href: SITE.href + place.path }, make("span", { class: "button-words" }, ...words)))
  return true
}

register("go-on", $root => ($root.hidden = !offerToGoOn($root)))

/** The panel that says what is kept where, shows all of it and erases it. */
function makeKeeping() {
  const $status = make("p", { role: "status" })
  const $place = make("div")
  const $kept = make("div", { class: "keep-all", hidden: true })
  const $device = make("p")
  const $keep = makeButton("keep.begin", () => change(() => store.keep(true), store.canKeep() ? "keep.begun" : "keep.refused"))
  const $show = makeButton("keep.show", () => {
    $kept.hidden = !$kept.hidden
    refresh()
  })
  const $erase = makeButton("keep.erase", () => change(() => store.clear(), "keep.erased"))
  const $copy = makeButton("keep.copy-address", () => copy(location.href.split("#")[0], "keep.address-copied"))
  const $panel = make(
    "details",
    { class: "keep" },
    make("summary", {}, say("keep.title")),
    make("p", {}, say("keep.address")),
    make("div", { class: "due-buttons" }, $copy),
    make("p", {}, say("keep.calendar")),
    $device,
    make("p", { class: "due-help" }, say("keep.honest")),
    make("div", { class: "due-buttons" }, $keep, $show, $erase),
    $status,
    $place,
    $kept,
  )
  $panel.addEventListener("toggle", refresh)
  return { $panel, refresh }

  function change(act, key) {
    act()
    refresh()
    $status.textContent = say(key)
  }

  async function copy(text, key) {
    const done = await copyText(text, $place)
    $status.textContent = say(done ? key : "copy.select")
  }

  function refresh() {
    $status.textContent = ""
    $device.textContent = say(store.isKept() ? "keep.device-on" : "keep.device-off")
    $keep.hidden = store.isKept()
    $show.setAttribute("aria-expanded", String(!$kept.hidden))
    $kept.replaceChildren(...listOfKept(refresh, () => copy(recordAsText(), "keep.record-copied")))
  }
}

/** All that is remembered, in words. */
function listOfKept(changed, copyRecord) {
  const { record: _, place, ...others } = store.all()
  const entries = record.all()
  const parts = []
  if (entries.length) {
    const $items = recordAsText().split("\n").map((line, index) => makeRecordItem(line, entries[index], changed))
    parts.push(make("p", { class: "small-label" }, say("keep.record")), make("ul", { role: "list" }, ...$items), makeButton("keep.copy-record", copyRecord))
  }
  if (place) parts.push(make("p", { class: "small-label" }, say("keep.place")), make("p", {}, `${place.tree}: ${place.title}`))
  const names = Object.entries(others)
  if (names.length) parts.push(make("p", { class: "small-label" }, say("keep.letters")), make("dl", {}, ...names.map(makeOther)))
  return parts.length ? parts : [make("p", {}, say("keep.nothing"))]
}

function makeRecordItem(line, entry, changed) {
  const remove = () => {
    record.remove(entry)
    changed()
  }
  return make("li", {}, make("span", {}, line), make("button", { type: "button", class: "keep-remove", "aria-label": say("keep.remove-it", { line }), onclick: remove }, say("keep.remove")))
}

function makeOther([key, value]) {
  const name = key.split(".").at(-1)
  return make("div", {}, make("dt", {}, labelOf(name)), make("dd", {}, typeof value === "string" ? value : JSON.stringify(value)))
}

/** What a letter of this page calls a field; else its name. */
function labelOf(name) {
  const letters = [...document.querySelectorAll("[data-fields]")].map($letter => JSON.parse($letter.dataset.fields))
  return letters.flat().find(field => field.id === name)?.label ?? name
}
