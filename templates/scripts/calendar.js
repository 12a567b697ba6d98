// An event as a calendar file (RFC 5545), at the time of the guide's time zone.

/** @param event {uid, day, time, title, text, address}; the address may be "". */
function calendarFile(event) {
  const zone = DATA.timeZone
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//guide//guide.js//EN",
    ...timeZone(zone, event.day),
    "BEGIN:VEVENT",
    `UID:${event.uid}`,
    `DTSTAMP:${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART;TZID=${zone}:${`${event.day}T${event.time}00`.replace(/[-:]/g, "")}`,
    "DURATION:PT30M",
    `SUMMARY:${escaped(event.title)}`,
    `DESCRIPTION:${escaped(event.text)}`,
    ...(event.address ? [`URL:${event.address}`] : []),
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(event.title)}`,
    "TRIGGER:PT0M",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
  ]
  return lines.map(line => `${folded(line)}\r\n`).join("")
}

/** The zone with the offset that it has on the day: all that a single event needs. */
function timeZone(zone, day) {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
  const name = format.formatToParts(new Date(`${day}T12:00Z`)).find(part => part.type === "timeZoneName").value
  const offset = name.replace(/GMT|:/g, "") || "+0000"
  const standard = ["DTSTART:19700101T000000", `TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`]
  return ["BEGIN:VTIMEZONE", `TZID:${zone}`, "BEGIN:STANDARD", ...standard, "END:STANDARD", "END:VTIMEZONE"]
}

function escaped(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n")
}

/** A line in pieces of at most 75 octets, none of which splits a character. */
function folded(line) {
  const encoder = new TextEncoder()
  let octets = 0
  return [...line]
    .map(character => {
      const length = encoder.encode(character).length
      const breaks = octets + length > 75
      octets = (breaks ? 1 : octets) + length
      return breaks ? `\r\n ${character}` : character
    })
    .join("")
}
