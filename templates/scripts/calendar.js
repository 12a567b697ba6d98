// An event as a calendar file (RFC 5545), at the time of the guide's time zone.

import { ZONE, zoneAhead } from "./dates.js"

/** @import { Moment } from "./dates.js" */

/**
 * @typedef {Moment & { uid: string, title: string, text: string, address: string }} CalendarEvent the
 *   address may be ""
 */

/** @param {CalendarEvent} event */
export function calendarFile(event) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//guide//guide.js//EN",
    ...zoneLines(event),
    "BEGIN:VEVENT",
    `UID:${event.uid}`,
    `DTSTAMP:${new Date().toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART;TZID=${ZONE}:${`${event.day}T${event.time}00`.replace(/[-:]/g, "")}`,
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

/**
 * The zone with the offset that it has at the moment: all that a single event needs.
 * @param {Moment} moment
 */
function zoneLines(moment) {
  const minutes = Math.round(zoneAhead(moment) / 60_000)
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const offset = `${minutes < 0 ? "-" : "+"}${[hour, minute].map(each => String(each).padStart(2, "0")).join("")}`
  const standard = ["DTSTART:19700101T000000", `TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`]
  return ["BEGIN:VTIMEZONE", `TZID:${ZONE}`, "BEGIN:STANDARD", ...standard, "END:STANDARD", "END:VTIMEZONE"]
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|[\n\u2028\u2029]/g, "\\n").replace(/[^\P{Cc}\t]/gu, "")
}

/**
 * A line in pieces of at most 75 octets, none of which splits a character.
 * @param {string} line
 */
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
