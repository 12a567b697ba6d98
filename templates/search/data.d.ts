// Made of the program's types by `make types`: what the build hands to scripts.

/** What is found. */
export type Kind = "term" | "step" | "letter" | "point" | "page" | "section" | "story" | "source"

/** The index in a compact form for the script. */
export interface SearchIndex {
  /** Names of the kinds. */
  kinds: Kind[]
  /** Addresses and short titles. */
  pages: [string, string][]
  /** A row for each entry. */
  entries: [number, number, string, string, string, string[], number[]][]
}

export const INDEX: SearchIndex

/** What can be said. */
export type Word =
  | "none"
  | "names"
  | "found.one"
  | "found.other"
  | "kind.term"
  | "kind.step"
  | "kind.letter"
  | "kind.point"
  | "kind.page"
  | "kind.section"
  | "kind.story"
  | "kind.source"

export const WORDS: Record<Word, string>
