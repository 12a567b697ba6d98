"""What knows nothing of guides: memory, garbage, workers, files, outputs, HTTP, escaping."""
