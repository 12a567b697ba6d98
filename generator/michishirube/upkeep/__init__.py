"""Keeping a guide true: links that died, sources that nobody has looked at for long."""
