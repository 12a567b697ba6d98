// Days within the walk: when a step was done, until when a wait takes, and a calendar entry for its end.

/** Where the calendar reminds of a day without a time. */
const MORNING = "09:00"

/** What a step asks about days; null for nothing. */
function makeDates(tree, path, on) {
  const step = tree.steps.get(path.visits.at(-1).id)
  if (step.kind === "wait") return makeDue(tree, path, step, on)
  return step.$body.dataset.done ? makeDoneOn(tree, step) : null
}

/** An action: the day on which it was done, for the record. */
function makeDoneOn(tree, step) {
  const what = tree.key(step)
  const { done } = step.$body.dataset
  const moment = makeMoment(say("due.done", { done }), { day: record.dayOf(what) ?? today() })
  const $said = make("p", { class: "due-status", role: "status" })
  const $button = makeButton("due.record", () => {
    if (!moment.read()) return
    record.add({ day: moment.read().day, what, title: done }, record.dayOf(what))
    $said.textContent = saidOfRecord()
  })
  return make("details", { class: "done-on", open: record.dayOf(what) !== undefined }, make("summary", {}, say("due.ask")), moment.$field, make("div", { class: "due-buttons" }, $button), $said)
}

function saidOfRecord() {
  return say(store.isKept() ? "due.recorded-here" : "due.recorded")
}

function makeButton(key, onclick) {
  return make("button", { type: "button", class: "button button-quiet", onclick }, say(key))
}

/** A wait: from which day it counts, when it ends, and how not to forget it. */
function makeDue(tree, path, step, on) {
  const wait = readWait(tree, path, step)
  const moment = makeMoment(wait.label, wait.begin(on), wait.isTimed)
  const $due = make("p", { class: "due-said", role: "status" })
  const $status = make("p", { class: "due-status", role: "status" })
  const $place = make("div")
  const buttons = [
    makeButton("due.calendar", () => settle() && saveFile(`${step.id}.ics`, "text/calendar", calendarFile(eventOf(tree, step, wait, moment.read())))),
    makeButton("due.copy", async () => {
      if (!settle()) return
      const done = await copyText(textOf(step, wait, moment.read()), $place)
      $status.textContent = say(done ? "due.copied" : "copy.select")
    }),
    makeButton("due.record", () => settle() && ($status.textContent = saidOfRecord())),
  ]
  moment.$field.addEventListener("input", tell)
  moment.$field.addEventListener("change", () => on && settle())
  tell()
  return make("div", { class: "due" }, moment.$field, $due, make("div", { class: "due-buttons" }, ...buttons), $status, $place, make("p", { class: "due-help" }, say("due.help")))

  function tell() {
    $status.textContent = ""
    $due.replaceChildren(...wordsOnDue(wait, moment.read()))
  }

  /** Holds on to the day that stands there: in the address, and in the record. */
  function settle() {
    const start = moment.read()
    if (!start) return false
    wait.keep(start, on.slice(0, 10))
    on = wait.isTimed ? `${start.day}T${start.time}` : start.day
    history.replaceState(null, "", writeRoute({ at: step.id, way: path.visits.at(-1).way, on }) || location.href)
    rememberPlace(tree, path, step)
    return true
  }
}

/** What a wait is about: {label, isTimed, begin(on), due(start), keep(start, before)}. */
function readWait(tree, path, step) {
  const { hours, days, businessDays, until, untilLabel, since } = step.$body.dataset
  const isTimed = Boolean(hours || until)
  const offset = { hours: Number(hours ?? 0), days: Number(days ?? 0), business_days: Number(businessDays ?? 0) }
  const common = { isTimed, due: start => ({ ...momentAfter(start, offset), ...(isTimed ? {} : { time: "" }) }) }
  if (until) return { ...common, ...deadlineOf(tree, path, until), label: untilLabel, isDeadline: true }
  const before = tree.steps.get(path.visits.at(-2)?.id)
  const follows = !since && before?.kind === "action"
  const what = tree.key(follows ? before : step)
  const title = follows && (before.$body.dataset.done ?? titleOf(before))
  return {
    ...common,
    label: since ?? (follows ? say(before.$body.dataset.done ? "due.done" : "due.step", { done: title }) : say("due.since")),
    begin: on => toMoment(on || (follows ? record.dayOf(what) : store.get(`on.${what}`)) || ""),
    keep: (start, instead) => (follows ? record.add({ day: start.day, what, title }, instead || record.dayOf(what)) : store.set(`on.${what}`, start.day)),
  }
}

/** A deadline that a letter sets: the letter's own entry, when it has been filled in. */
function deadlineOf(tree, path, name) {
  const $letters = [...path.visits].reverse().flatMap(({ id }) => [...tree.steps.get(id).$body.querySelectorAll(".letter-peek")])
  const found = $letters.map(readLetter).find(letter => letter.fields.some(field => field.id === name))
  const field = found?.fields.find(field => field.id === name)
  return {
    begin: on => toMoment(on || (field && storedEntry(found.id, field)) || ""),
    keep: start => field && storeEntry(found.id, field, `${start.day}T${start.time}`),
  }
}

function toMoment(text) {
  const now = nowInZone()
  const [day, time] = text.split("T")
  return { day: day || now.day, time: time ?? now.time }
}

/** A field for a day, and a time when the wait needs one: {$field, read}; null while it isn't whole. */
function makeMoment(label, { day, time }, isTimed) {
  const $day = make("input", { type: "date", value: day, "aria-label": isTimed ? say("entry.day") : null })
  const $time = isTimed && make("input", { type: "time", value: time, "aria-label": say("entry.time") })
  const $field = isTimed
    ? make("fieldset", { class: "due-field" }, make("legend", {}, label), make("div", { class: "due-moment" }, $day, $time))
    : make("label", { class: "due-field" }, make("span", {}, label), $day)
  const isWhole = () => isDay($day.value) && (!$time || $time.value)
  return { $field, read: () => (isWhole() ? { day: $day.value, time: $time ? $time.value : "00:00" } : null) }
}

function wordsOnDue(wait, start) {
  if (!start) return [say("due.incomplete")]
  const due = wait.due(start)
  const now = nowInZone()
  const left = daysBetween(now.day, due.day)
  const isOver = left < 0 || (left === 0 && due.time && due.time <= now.time)
  const key = isOver ? "over" : left === 0 ? "today" : left === 1 ? "one" : "other"
  const words = [make("b", {}, say(wait.isDeadline || isOver || left === 0 ? "due.plain" : "due.until", { due: showDue(due) })), make("span", {}, say(`due.left.${key}`, { count: left }))]
  return due.known ? words : [...words, make("span", {}, say("warning.days-off-unknown"))]
}

function showDue({ day, time }) {
  return time ? showMoment(day, time) : showDay(day)
}

/** What comes when the wait is over, with the address that leads back here. */
function textOf(step, wait, start) {
  return [`${showDue(wait.due(start))} ${titleAfter(step)}`, titleOf(step), location.href.split("#")[0]].join("\n")
}

function titleAfter(step) {
  const next = step.ways[0]
  return (next?.isHere && PAGE_STEPS.get(next.to) && titleOf(PAGE_STEPS.get(next.to))) || titleOf(step)
}

function eventOf(tree, step, wait, start) {
  const { day, time } = wait.due(start)
  const address = location.href.split("#")[0]
  return {
    // The same step from the same day is the same event: added twice, it is there once.
    uid: `${tree.id}.${step.id}.${start.day}@${location.hostname || "guide"}`,
    day,
    time: time || MORNING,
    title: say("due.event", { title: titleAfter(step), tree: tree.title }),
    text: textOf(step, wait, start),
    address: address.startsWith("http") ? address : "",
  }
}
