"""Information derived from a `Guide`: graph, routes, scenario runs, addresses, citations, names."""
