// lunr with pairs instead of its pipeline, and the fields' weights that ours has.
engines.lunr = {
  build({ documents }) {
    const tokenizer = text => pairsOf(String(text ?? "")).map(token => new lunr.Token(token))
    return lunr(function () {
      this.tokenizer = tokenizer
      this.pipeline.reset()
      this.searchPipeline.reset()
      this.field("title", { boost: 5 })
      this.field("names", { boost: 3 })
      this.field("text")
      documents.forEach(document => this.add(document))
    })
  },
  find: (index, query) =>
    index
      .query(asked => pairsOf(query).forEach(term => asked.term(term)))
      .map(({ ref }) => Number(ref)),
}
