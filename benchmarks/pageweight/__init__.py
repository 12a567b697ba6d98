"""How much a reader loads for each kind of page; see README.md."""
