// Made of the program's types by `make types`: what the build hands to scripts.

/** What is found. */
export type Kind =
  | "action"
  | "letter"
  | "tree"
  | "question"
  | "wait"
  | "outcome"
  | "checklist"
  | "point"
  | "story"
  | "page"
  | "section"
  | "term"
  | "source"
  | "referral"

/** The index in a compact form for the script. */
export interface SearchIndex {
  /** Names of the kinds. */
  kinds: Kind[]
  /** Addresses and short titles. */
  pages: [string, string][]
  /** A row for each entry. */
  entries: [number, number, string, string, string, string[], number[]][]
  /** For each referral among them, in order, whom to ask and the URL. */
  referrals: [string, string][]
}

export const INDEX: SearchIndex

/** What can be said. */
export type Word =
  | "none"
  | "elsewhere"
  | "names"
  | "found.one"
  | "found.other"
  | "kind.action"
  | "kind.letter"
  | "kind.tree"
  | "kind.question"
  | "kind.wait"
  | "kind.outcome"
  | "kind.checklist"
  | "kind.point"
  | "kind.story"
  | "kind.page"
  | "kind.section"
  | "kind.term"
  | "kind.source"
  | "kind.referral"
  | "lead.action"
  | "lead.letter"
  | "lead.tree"
  | "lead.question"
  | "lead.wait"
  | "lead.outcome"
  | "lead.checklist"
  | "lead.point"
  | "lead.story"
  | "lead.page"
  | "lead.section"
  | "lead.term"
  | "lead.source"
  | "lead.referral"

export const WORDS: Record<Word, string>
