// Made of the program's types by `make types`: what the build hands to scripts.

/** What a step is. */
export type NodeKind = "question" | "action" | "wait" | "outcome"

/** How much a point weighs. */
export type Severity = "stop" | "caution"

/** Short titles of trees and links to their pages, by id. */
export type TreeLinks = Record<string, [string, string]>

/** A kind of name that addresses and browsers keep. */
export type RenamedKind = "steps" | "trees" | "letters" | "fields" | "checklists" | "points"

/** A field of a letter (`Field`), without what is unset. */
export interface Field {
  id: string
  label: string
  type: "text" | "lines" | "date" | "datetime" | "amount" | "choice"
  options?: Record<string, string>
  default?: string | Offset
  optional?: true
  shared?: true
  honorific?: true
  record?: true
  when?: "past" | "future"
  minimum?: Offset
  max_length?: number
}

/** A time relative to now; {"days": 0} is now. */
export interface Offset {
  hours?: number
  days?: number
  business_days?: number
  at?: string
}

/** A field: id, options, bounds, changes, ages. */
export type CaseField = [string, string[], number[], number, number]

/** An exit: name, target, tells, narrows, replaces, days. */
export type CaseExit = [string, string, number, number[], number[], number[]]

/** A node: kind, asks, holds, exits. */
export type CaseNode = [number, number, number[], CaseExit[]]

/** What the walk follows a case with; -1 stands for nothing. */
export interface CaseData {
  fields: CaseField[]
  trees: Record<string, [string, number[], Record<string, CaseNode>]>
  clocks: [string, number, number[]][]
}

/** What scripts know of the guide. */
export interface GuideData {
  /** Its language. */
  language: string
  /** Its time zone. */
  timeZone: string
  /** How its language writes amounts, days and names. */
  notation: Notation
  /** The days that are no business days. */
  daysOff: DaysOff
  /** Former names and the present ones, by kind, if there are any. */
  was?: Partial<Record<RenamedKind, Record<string, string>>>
}

/** All tables of a language. */
export interface Notation {
  language: string
  amount: Amounts
  days: Days
  names: NameTitles
  sentences: Sentences
}

/** Notation of amounts. */
export interface Amounts {
  /** Thousands separators; the first is used for output. */
  group: string[]
  /** Decimal separator. */
  decimal: string
  /** Values of other digits, such as 三. */
  digits: Record<string, number>
  /** Exponents of scale words, largest first: 万 is 4. */
  scales: Record<string, number>
  /** Scale words that need no number before them. */
  alone: string[]
  /** Marks that may precede an amount. */
  leading: string[]
  /** Marks that may follow an amount. */
  trailing: string[]
  /** Words that aren't part of an amount. */
  remarks: string[]
  /** Amounts above cause a warning. */
  most: number
  /** The units. */
  units: Unit[]
}

/** A unit of amounts, and its spellings before and after the number. */
export interface Unit {
  name: string
  before: string[]
  after: string[]
}

/** Notation of dates and times. */
export interface Days {
  /** Names, from Sunday. */
  weekdays: string[]
  /** Names; empty if months are numbers. */
  months: string[]
  /** First and last year of each era. */
  eras: Record<string, [number, number]>
  /** The number of an era's first year, 元. */
  first_of_era: string
  /** Regular expressions for dates, with the groups `year`, `month` or `month_name`, `day`, `weekday`, `era` and `era_year`. */
  patterns: string[]
  /** Regular expressions for times, with the groups `hour`, `minute`, `am` and `pm`. */
  times: string[]
  /** First and last hour that may be combined with am or pm. */
  half_day: [number, number]
  /** First and last supported year. */
  years: [number, number]
}

/** Titles around names: `titles` and `after_two` are stripped, the others cause a warning. */
export interface NameTitles {
  titles: string[]
  after_two: string[]
  followers: string[]
  anywhere: string[]
  words: string[]
  ends: string[]
  starts: string[]
  open: string
  close: string
  ornaments: string
  breaks: string
}

/** How entries fit into sentences. */
export interface Sentences {
  /** Pairs of brackets. */
  brackets: [string, string][]
  /** Words that must not be doubled. */
  joints: string[]
  /** Combinations of entry and following text that don't fit. */
  clashes: Clash[]
  /** Regular expressions whose first group is a contact detail. */
  private: string[]
}

/** Ends of an entry that don't fit the text after it. */
export interface Clash {
  ends: string[]
  followers: string[]
}

/** The table of days off for the script. */
export interface DaysOff {
  /** Weekdays, from Sunday as 0. */
  weekend: number[]
  /** For each year the holidays that aren't on weekends, as month and day in one string (`01010112`); missing without a place. */
  years?: Record<string, string>
  /** First and last days as written in the settings; missing if there are none. */
  closed?: [string, string][]
}

export const DATA: GuideData

/** What can be said. */
export type Word =
  | "date.day"
  | "date.day-of-year"
  | "date.hour"
  | "date.minute"
  | "date.span"
  | "date.skipped"
  | "date.skipped-more"
  | "copy.button"
  | "copy.done"
  | "copy.select"
  | "copy.source"
  | "copy.blanks"
  | "copy.joint"
  | "copy.fill"
  | "copy.mend"
  | "copy.anyway"
  | "copy.left.check"
  | "copy.left.none"
  | "copy.left.one"
  | "copy.left.other"
  | "ask.erase"
  | "ask.no"
  | "ask.yes"
  | "letter.here"
  | "letter.instead"
  | "letter.blank"
  | "letter.tone"
  | "letter.count"
  | "letter.count-of"
  | "letter.over"
  | "letter.save"
  | "letter.print"
  | "entry.folded"
  | "entry.shared"
  | "entry.private"
  | "entry.unkept"
  | "entry.day"
  | "entry.time"
  | "entry.shown"
  | "entry.from-record"
  | "entry.differs"
  | "warning.of"
  | "warning.past"
  | "warning.future"
  | "warning.no-day"
  | "warning.too-soon"
  | "warning.too-long"
  | "warning.days-off-unknown"
  | "warning.amount"
  | "warning.amount-words"
  | "warning.unlikely"
  | "warning.doubled"
  | "warning.private"
  | "warning.unit"
  | "warning.day"
  | "warning.weekday"
  | "warning.time"
  | "warning.no-name"
  | "warning.title"
  | "checklist.nothing"
  | "checklist.applies"
  | "checklist.again"
  | "checklist.see"
  | "checklist.unkept"
  | "walk.keep"
  | "walk.kept"
  | "walk.not-kept"
  | "walk.more.one"
  | "walk.more.other"
  | "walk.undo"
  | "walk.undone"
  | "walk.now"
  | "walk.other-tree"
  | "walk.before"
  | "walk.length"
  | "walk.known"
  | "walk.day-is"
  | "due.noted"
  | "due.now"
  | "due.off"
  | "due.done"
  | "due.step"
  | "due.since"
  | "due.until"
  | "due.event"
  | "due.zone"
  | "due.one"
  | "due.other"
  | "record.line"
  | "clock.until"
  | "clock.today"
  | "clock.no-day"
  | "clock.over"
  | "map.kind"

export const WORDS: Record<Word, string>
