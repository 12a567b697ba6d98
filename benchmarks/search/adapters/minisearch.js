// MiniSearch with pairs, its own prefix and fuzzy search, and the fields' weights that ours has.
engines.minisearch = {
  build({ documents }) {
    const found = new MiniSearch({
      fields: ["title", "names", "text"],
      tokenize: pairsOf,
      processTerm: term => term,
      searchOptions: {
        boost: { title: 5, names: 3 },
        prefix: term => term.length > 2,
        fuzzy: term => (term.length > 3 ? 0.2 : false),
      },
    })
    found.addAll(documents)
    return found
  },
  find: (index, query) => index.search(query).map(({ id }) => id),
}
