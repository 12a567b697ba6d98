"""Files → a Guide: YAML nodes with their spans, error recovery, structuring, a cache."""
