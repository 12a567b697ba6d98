"""Texts that know where they were written, and references to other parts of a guide."""

from __future__ import annotations

from michishirube.diagnostics import Span


class Text(str):
    """A text from a content file that knows where it was written.

    `indent` is the column (0-based) at which the lines of a YAML `|` block
    begin, -1 for other texts. `first` is the column (1-based) of the first
    character of a text that stands on one line just as it is, else 0.
    """

    __slots__ = ("first", "indent", "span")
    span: Span
    indent: int
    first: int

    def __new__(cls, value: str, span: Span, indent: int = -1, first: int = 0) -> Text:
        """Make a text with its place."""
        self = super().__new__(cls, value)
        self.span = span
        self.indent = indent
        self.first = first
        return self

    def __reduce__(self) -> tuple[type[Text], tuple[object, ...]]:
        """For copies in other processes."""
        return type(self), (str(self), self.span, self.indent, self.first)

    def at(self, offset: int, length: int = 1) -> Span:
        """The place of `length` characters from `offset`; the text's own if unknown."""
        if self.first:
            column = self.first + offset
            return Span(self.span.path, self.span.line, column, self.span.line, column + length)
        if self.indent < 0:
            return self.span
        before = self[:offset]
        line = self.span.line + 1 + before.count("\n")
        column = offset - (before.rfind("\n") + 1) + self.indent + 1
        return Span(self.span.path, line, column, line, column + length)


class Prose(Text):
    """A text in the small Markdown that contributors may write."""

    __slots__ = ()


class Ref(Text):
    """A text that names something else in the guide."""

    __slots__ = ()


class NodeRef(Ref):
    """A node of the same tree, another tree, or `tree/node`."""

    __slots__ = ()


class PlaceRef(Ref):
    """Anything with an address: a node, a tree, or `letters/…`, `glossary/…` and so on."""

    __slots__ = ()


class LetterRef(Ref):
    """A letter's id."""

    __slots__ = ()


class FieldRef(Ref):
    """A field's id."""

    __slots__ = ()


class FactRef(Ref):
    """A fact's id."""

    __slots__ = ()


class SourceRef(Ref):
    """A source's id."""

    __slots__ = ()


class TreeRef(Ref):
    """A tree's id."""

    __slots__ = ()


class ChecklistRef(Ref):
    """A checklist's id."""

    __slots__ = ()


class FigureRef(Ref):
    """A figure's id."""

    __slots__ = ()


class DocumentRef(Ref):
    """A Markdown page's id."""

    __slots__ = ()


Texts = tuple[Text, ...]

Facts = tuple[FactRef, ...]

Sources = tuple[SourceRef, ...]

Letters = tuple[LetterRef, ...]
