"""Turns a `Guide` into a site: pages, search index, machine-readable files."""
