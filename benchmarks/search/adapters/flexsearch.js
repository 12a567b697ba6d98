// FlexSearch with pairs; `suggest` lets results miss a part of the query. Fields in order of weight.
engines.flexsearch = {
  build({ documents }) {
    const index = new FlexSearch.Document({
      encode: text => pairsOf(text),
      tokenize: "strict",
      document: { id: "id", index: ["title", "names", "text"] },
    })
    documents.forEach(document => index.add(document))
    return index
  },
  find(index, query) {
    const found = index.search(query, { suggest: true, limit: 50, merge: true })
    return found.map(({ id }) => id)
  },
}
