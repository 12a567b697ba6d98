"""A Guide → everything that is published: pages, search index, machine-readable files."""
