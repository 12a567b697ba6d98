// A checklist that can be ticked: what applies is gathered below, with what to do next.
// Without this script the boxes are there to be ticked on paper, and all results to be read.

import { askBefore } from "../../scripts/asking.js"
import { makeButton } from "../../scripts/buttons.js"
import { register } from "../../scripts/components.js"
import { copyOf, getElement, getElements, make } from "../../scripts/elements.js"
import { store } from "../../scripts/storage.js"
import { say } from "../../scripts/words.js"

/** @import { Severity } from "../../scripts/data.js" */

register("checklist", $root => {
  const $page = /** @type {HTMLElement} */ ($root.parentElement)
  const key = /** @type {const} */ (`checklist.${$root.dataset.checklist}`)
  let ticked = new Set(store.get(key) ?? [])
  const points = getElements($page, ".point").map(readPoint)
  const $boxes = points.flatMap(point => point.$boxes)
  const $results = getElement($page, ".results")
  const $applies = make("div", { class: "applies" })
  const $said = make("p", { class: "check-said", role: "status" })
  const $unkept = make("p", { class: "desk-unkept", role: "status" })

  lay()
  show()
  store.follow($results, () => {
    refill()
    for (const $box of $boxes) $box.checked = ticked.has($box.value)
    show()
  })

  function refill() {
    ticked = new Set(store.get(key) ?? [])
  }

  /** @param {HTMLElement} $point */
  function readPoint($point) {
    const { point: id, severity } = /** @type {{ point: string, severity: Severity }} */ ($point.dataset)
    const $boxes = getElements($point, "[data-check]").map($line => {
      const value = `${id}.${$line.dataset.check}`
      const $box = make("input", { type: "checkbox", value, checked: ticked.has(value), onchange: tick })
      const $words = /** @type {Element} */ ($line.lastElementChild)
      $line.replaceChildren(make("label", { class: "tick" }, $box, ...$words.childNodes))
      return $box
    })
    return { $point, $boxes, severity, $title: getElement($page, `#${id}`) }
  }

  function lay() {
    const $toResult = make("a", { class: "button", href: "#_results" }, say("checklist.see"))
    const $again = makeButton("checklist.again", "button button-quiet")
    askBefore($again, say("ask.erase"), startOver)
    const $tools = make(
      "div",
      { class: "check-tools" },
      $again,
      makeButton("letter.print", "letter-button", () => window.print()),
    )
    $results.after($applies, $unkept, $tools)
    // Last in the page, so that it stays at the bottom of the screen all the way.
    $tools.parentElement?.append(make("div", { class: "desk-bar check-bar" }, $said, $toResult))
  }

  /** @param {Event} event */
  function tick(event) {
    const target = /** @type {HTMLInputElement} */ (event.target)
    // Other points may have been ticked in another tab.
    refill()
    if (target.checked) ticked.add(target.value)
    else ticked.delete(target.value)
    keep()
    show()
  }

  function keep() {
    const lines = $boxes.filter($box => ticked.has($box.value)).map($box => ($box.parentElement?.textContent ?? "").trim())
    store.set(key, [...ticked], [getElement($page, "h1").textContent, lines.join("\n")])
  }

  function startOver() {
    ticked.clear()
    for (const $box of $boxes) $box.checked = false
    keep()
    show()
    $boxes[0].focus()
  }

  function show() {
    const applying = points.filter(point => point.$boxes.some($box => $box.checked))
    /** @param {Severity} severity */
    const has = severity => applying.some(point => point.severity === severity)
    const result = has("stop") ? "stop" : has("caution") ? "caution" : "none"
    for (const point of points) point.$point.classList.toggle("is-ticked", applying.includes(point))
    for (const $result of getElements($results, ":scope > *")) $result.hidden = $result.dataset.result !== result
    const words = getElement($results, `[data-result="${result}"] dt`).textContent
    $said.textContent = ticked.size ? words : say("checklist.nothing")
    $unkept.textContent = ticked.size && !store.state() ? say("checklist.unkept") : ""
    $applies.hidden = !applying.length
    $applies.replaceChildren(make("p", { class: "small-label" }, say("checklist.applies")), listOf(applying))
  }

  /**
   * The points that apply, each with what to do.
   * @param {typeof points} applying
   */
  function listOf(applying) {
    const items = applying.map(({ $point, $title, severity }) => {
      const $link = make("a", { href: `#${$title.id}` }, $title.textContent)
      const $do = copyOf(getElement($point, ".point-do"))
      getElement($do, ".small-label").remove()
      return make("li", { class: `apply apply-${severity}` }, make("p", {}, $link), ...$do.childNodes)
    })
    return make("ul", { role: "list" }, ...items)
  }
})
