"""Reads content/, checks it, and builds the site from it."""
