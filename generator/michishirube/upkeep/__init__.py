"""Maintenance of a guide: broken links, sources that haven't been checked for a long time."""
