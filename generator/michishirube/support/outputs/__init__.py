"""Writes output: the only way for commands to write, which replaces only what the program made.

`replaced_folder` writes folders, `replaced_file` and `write_file` single files, `write_source` and
`write_sources` a project's own files, `append` job summaries, `scratch` temporary files. Each
resolves the path (`protected`), verifies that existing files were written by this program
(`ownership`), and raises `OutputError` otherwise. Folders are built beside their destination and
swapped atomically (`staging`, `exchange`), with a list of their files (`inventory`). What is
written to several sources is recorded until it is done (`journal`), and `finish_sources` finishes
it if the command was killed. Knows nothing of guides.
"""

from michishirube.support.outputs.inventory import Inventory, InventoryError
from michishirube.support.outputs.journal import SourceChange
from michishirube.support.outputs.refusal import OutputError
from michishirube.support.outputs.staging import StagingFolder
from michishirube.support.outputs.writing import (
    append,
    check_folder,
    finish_sources,
    replaced_file,
    replaced_folder,
    scratch,
    write_file,
    write_source,
    write_sources,
)

__all__ = [
    "Inventory",
    "InventoryError",
    "OutputError",
    "SourceChange",
    "StagingFolder",
    "append",
    "check_folder",
    "finish_sources",
    "replaced_file",
    "replaced_folder",
    "scratch",
    "write_file",
    "write_source",
    "write_sources",
]
