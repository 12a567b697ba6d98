"""What follows from a Guide: graph, routes, scenarios played, addresses, citations, names."""
