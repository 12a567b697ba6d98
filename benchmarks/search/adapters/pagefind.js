// Pagefind's extended build, one page for each entry, as it is used from a page of the site.
engines.pagefind = {
  async build() {
    const pagefind = await import(new URL("pagefind/pagefind/pagefind.js", location).href)
    await pagefind.init()
    return pagefind
  },
  async find(pagefind, query) {
    const { results } = await pagefind.search(query)
    const best = await Promise.all(results.slice(0, 10).map(result => result.data()))
    return best.map(({ url }) => Number.parseInt(url.split("/").pop(), 10))
  },
}
