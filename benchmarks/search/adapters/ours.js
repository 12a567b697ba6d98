// The guide's own: what readers load. The page's own script is the whole of templates/search/.
engines.ours = {
  build: ({ index }) => buildIndex(index),
  find: (index, query) => search(index, query).map(([entry]) => index.entries.indexOf(entry)),
}
