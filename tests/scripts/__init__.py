"""The guide's scripts: their types, and their functions asked in Node, without a page."""
