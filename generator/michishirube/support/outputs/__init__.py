"""The one way by which a command writes: only what this program made is ever replaced.

`replaced_folder` for what is built as a folder, `replaced_file` and `write_file` for single files,
`write_source` and `write_sources` for a project's own files, `append` for GitHub's summaries,
`scratch` for what is needed for a moment. Each of them first finds out where the path really leads
(`protected`) and whose it is what lies there (`ownership`), and raises `OutputError` rather than
lose a thing. Folders are built beside their place and exchanged with it (`workshop`, `exchange`);
what they hold is written down in them (`inventory`). Knows nothing of guides.
"""

from michishirube.support.outputs.inventory import Inventory, InventoryError
from michishirube.support.outputs.refusal import OutputError
from michishirube.support.outputs.workshop import Workshop
from michishirube.support.outputs.writing import (
    SourceChange,
    append,
    check_folder,
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
    "Workshop",
    "append",
    "check_folder",
    "replaced_file",
    "replaced_folder",
    "scratch",
    "write_file",
    "write_source",
    "write_sources",
]
