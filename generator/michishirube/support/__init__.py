"""What knows nothing of guides: memoisation, garbage, workers, files, outputs, HTTP, escaping."""
