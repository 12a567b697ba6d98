// Names to which the letter's own text adds a title: 山田様 is taken as 山田, 山田部長 is asked about.
// The same as i18n/entries/names.py.

import { DATA } from "./data.js"
import { once } from "./once.js"
import { anyOf, lowered } from "./plain.js"
import { refused, standing } from "./reading.js"
import { say } from "./words.js"

const LONGEST_NAME = 200

/** How titles are found; null in a language without any. */
const nameShape = once(() => {
  const { names } = DATA.notation
  if (!names.titles.length) return null
  const { open, close, ornaments, breaks } = names
  const end = `(?:${anyOf(names.followers)})?(?: ?[${close}${ornaments}])*`
  const titles = anyOf(names.titles)
  const afterTwo = anyOf(names.after_two)
  const alone = anyOf([...names.titles, ...names.after_two])
  return {
    titled: new RegExp(
      `^(?:(.+?) ?(?:[${open}] ?)?(?:${titles})${end}` +
        `|(.+?)(?: (?:[${open}] ?)?|[${open}] ?)(?:${afterTwo})${end}` +
        `|(.*[^ ]{2})(?:${afterTwo})${end})$`,
      "u",
    ),
    only: new RegExp(`^(?=.*(?:${alone}))(?:${alone}|[ ${open}${close}${ornaments}])+$`, "u"),
    // 「山田様」 would leave its first bracket behind.
    opened: new RegExp(`^[${open}] ?([^${close}]+)$`, "u"),
    doubtful: new RegExp(
      `^(${anyOf(names.starts)})|.(${anyOf(names.anywhere)})` +
        `|.(${anyOf(names.words)})(?=$|[ ${open}${close}${breaks}])|(${anyOf(names.ends)})$`,
      "u",
    ),
  }
})

/**
 * Reads a name that is on one line already: without the titles at its end.
 * @param {string} name
 */
export function typedName(name) {
  const shape = nameShape()
  if (!name || !shape) return standing(name)
  const over = [...name].length - LONGEST_NAME
  if (over > 0) return refused("too-long", { over })
  if (shape.only.test(name)) return refused("no-name", { found: name })
  let bare = name
  for (let found; (found = shape.titled.exec(bare)); ) bare = found[1] ?? found[2] ?? found[3]
  if (bare !== name) bare = shape.opened.exec(bare)?.[1] ?? bare
  const doubt = shape.doubtful.exec(lowered(bare))
  if (!doubt) return standing(bare)
  // Each kind of doubt is a group at the end of what it matches.
  const end = doubt.index + doubt[0].length
  const found = bare.slice(end - (doubt.slice(1).find(Boolean) ?? "").length, end)
  return standing(bare, bare, say("warning.title", { found: found.replace(/^ +| +$/g, "") }))
}
