// Asks scripts outside of any page: a line of JSON a request, a line of JSON an answer.
"use strict"

const readline = require("node:readline")

/** The clock that the scripts see, in milliseconds. */
let now = 0

const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length ? parts : [now]))
  }
  static now() {
    return now
  }
}

const requests = {
  /** @param {string} moment */
  clock: moment => void (now = RealDate.parse(moment)),
  /** @param {string} body the scripts, which make global what is asked for */
  load: body => void new Function(body)(),
  /** @param {[code: string, argument: unknown]} asked */
  evaluate: ([code, argument]) => {
    const value = (0, eval)(`(${code})`)
    return typeof value === "function" ? value(argument) : value
  },
}

readline.createInterface({ input: process.stdin }).on("line", line => {
  const [name, argument] = JSON.parse(line)
  let answer
  try {
    answer = { value: requests[name](argument) ?? null }
  } catch (error) {
    answer = { error: String(error.stack) }
  }
  process.stdout.write(JSON.stringify(answer) + "\n")
})
