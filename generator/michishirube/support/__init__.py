"""Helpers that know nothing of guides: memory, garbage, workers, files, outputs, HTTP, escaping."""
