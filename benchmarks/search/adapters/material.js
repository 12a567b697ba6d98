// The search that Material for MkDocs brings: its own worker with its Japanese settings.
engines.material = {
  async build({ documents, config }) {
    const worker = new Worker("material/workers/search.js")
    const answers = []
    const ask = message =>
      new Promise(resolve => {
        answers.push(resolve)
        worker.postMessage(message)
      })
    worker.onmessage = ({ data }) => answers.shift()(data)
    const docs = documents.map(({ id, title, names, text }) => ({
      location: `${id}/`,
      title,
      text: `${text} ${names}`,
    }))
    await ask({ type: 0, data: { config, docs, options: { suggest: false } } })
    return ask
  },
  async find(ask, query) {
    const { data } = await ask({ type: 2, data: query })
    return data.items.map(([best]) => Number.parseInt(best.location, 10))
  },
}
