"""What knows nothing of guides: memoisation, workers, files, output folders, HTTP, escaping."""
