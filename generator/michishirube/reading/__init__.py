"""Reads files into a `Guide`: YAML nodes with spans, error recovery, structuring, cache."""
