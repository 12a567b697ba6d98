"""Helpers that know nothing of guides: memoisation, workers, files, outputs, HTTP, escaping."""
