"""Compares two versions of a guide: what changes for readers.

Pure functions from two guides to findings, except for `comparison`, which reads commits. `report`
and `page` render the findings.
"""
