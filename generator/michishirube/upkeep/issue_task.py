"""Renders a source as a task in an issue."""

from __future__ import annotations

from michishirube.git import forge_links
from michishirube.i18n.messages import Messages
from michishirube.markup.escape_markdown import inert, web_address
from michishirube.model import Repository, Source


def source_task(source: Source, why: list[str], said: Messages, where: Repository | None) -> str:
    """Return a Markdown task: title and id, reasons, address, and a link to the editor."""
    first, *others = (inert(each) for each in why)
    parts = [f"- [ ] **{inert(source.title)}** (`{source.id}`): {first}", *others]
    if address := web_address(source.address or ""):
        parts.append(address)
    if where is not None:
        editor = forge_links.link(where, forge_links.edit_path(source.span))
        parts.append(f"[{said['task.edit']}]({editor})")
    return said["task.joint"].join(parts)
