// What is kept where: the address, the calendar, the device. And the offer to go on where one was.

import { askBefore } from "../../scripts/asking.js"
import { register } from "../../scripts/components.js"
import { getElement, make } from "../../scripts/elements.js"
import { MOST_ITEMS } from "../../scripts/kinds.js"
import { record, recordAsText } from "../../scripts/record.js"
import { addressHere, readRoute, writeRoute } from "../../scripts/route.js"
import { store } from "../../scripts/storage.js"
import { say } from "../../scripts/words.js"
import { copyWithin, fromTemplate, promote, refreshKept, showKeptBy } from "./forms.js"

/** @import { Entry } from "../../scripts/kinds.js" */

register("keep", $root => {
  $root.hidden = false
  const $all = getElement($root, ".keep-all")
  const $gone = getElement($root, ".keep-gone")
  let wasKept = store.isKept()
  /** @param {string} name */
  const does = name => getElement($root, `[data-does="${name}"]`)
  promote($root, {
    "copy-address": () => copyWithin($root, addressToKeep()),
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
  const refresh = () => {
    const state = store.state()
    // Browsers erase what is old, and people clear them: that it was kept once says nothing.
    if (wasKept !== store.isKept()) $gone.hidden = !wasKept
    wasKept = store.isKept()
    getElement($root, ".due-status").textContent = ""
    for (const each of ["visit", "device", "page"]) getElement($root, `.keep-${each}`).hidden = each !== (state || "page")
    does("begin").hidden = store.isKept()
    does("show").setAttribute("aria-expanded", String(!$all.hidden))
    listKept($all)
  }
  showKeptBy(refresh)
  store.follow($root, refresh)
  refresh()
})

/** The address of the place, with the day that a wait counts from: another device doesn't know it. */
function addressToKeep() {
  const { on } = /** @type {HTMLElement | null} */ (document.querySelector(".due"))?.dataset ?? {}
  const { at, way } = readRoute(location.search)
  return on ? location.href.split(/[?#]/)[0] + writeRoute({ at, way, on }) : addressHere()
}

/**
 * All that is remembered, in words.
 * @param {HTMLElement} $all
 */
function listKept($all) {
  const kept = store.all().filter(({ key }) => key !== "record" && key !== "place")
  const place = store.get("place")
  const others = store.others()
  const entries = record.all()
  const lines = recordAsText().split("\n")
  const $list = getElement($all, "dl")
  getElement($all, ".keep-record").hidden = !entries.length
  getElement($all, ".keep-record ul").replaceChildren(...entries.map((entry, index) => recordItem(lines[index], entry)))
  const filled = kept.filter(({ value }) => /** @type {string | string[]} */ (value).length)
  const named = filled.map(({ key, value, told }) => told ?? [key, String(value)])
  if (place) named.unshift([$list.dataset.place ?? "", `${place.tree}: ${place.title}`])
  getElement($all, ".keep-nothing").hidden = Boolean(entries.length || named.length || others.length)
  $list.replaceChildren(...named.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))))
  getElement($all, ".keep-others").hidden = !others.length
  // As it is: nobody knows what it says. Its beginning is enough to know it again.
  const beginnings = others.slice(0, MOST_ITEMS).map(pair => make("li", {}, pair.join(": ").slice(0, 200)))
  getElement($all, ".keep-raw").replaceChildren(...beginnings)
}

/**
 * @param {string} line
 * @param {Entry} entry
 */
function recordItem(line, entry) {
  const $item = fromTemplate("record-entry")
  const $remove = getElement($item, "button")
  getElement($item, "span").textContent = line
  $remove.setAttribute("aria-label", `${$remove.textContent}: ${line}`)
  askBefore($remove, say("ask.erase"), () => {
    const $list = $item.parentElement
    record.remove(entry)
    refreshKept()
    $list?.querySelector("button")?.focus()
  })
  return $item
}
