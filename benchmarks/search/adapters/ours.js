// The guide's own: what readers load. The page's own script is the whole of templates/search/.
engines.ours = {
  build: ({ index }) => {
    const steps = readIndex(index)
    let step = steps.next()
    while (!step.done) step = steps.next()
    return step.value
  },
  find: (index, query) => search(index, query).map(([entry]) => index.entries.indexOf(entry)),
}
