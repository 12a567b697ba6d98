"""Publishes a compiled site: the built folder, an export, an offline copy, verification."""
