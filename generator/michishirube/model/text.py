"""`Text` and `Number`, which know their position in the source, and the types of references."""

from __future__ import annotations

from michishirube.diagnostics import Span


class Text(str):
    """A string from a content file with its position.

    Attributes:
        span: Its range in the file.
        indent: Indentation (0-based column) of a YAML `|` block, -1 for other texts.
        first: Column (1-based) of the first character if the text is written verbatim on one line,
            else 0.
        in_flow: Whether it stands inside `[…]` or `{…}`.
    """

    __slots__ = ("first", "in_flow", "indent", "span")
    span: Span
    indent: int
    first: int
    in_flow: bool

    def __new__(
        cls, value: str, span: Span, indent: int = -1, first: int = 0, in_flow: bool = False
    ) -> Text:
        """Create a text with its position."""
        self = super().__new__(cls, value)
        self.span = span
        self.indent = indent
        self.first = first
        self.in_flow = in_flow
        return self

    def __reduce__(self) -> tuple[type[Text], tuple[object, ...]]:
        """Pickle with the position, for transfer from workers."""
        return type(self), (str(self), self.span, self.indent, self.first, self.in_flow)

    def at(self, offset: int, length: int = 1) -> Span:
        """Return the span of `length` characters from `offset`; the whole text's if unknown."""
        if self.first:
            column = self.first + offset
            return Span(self.span.path, self.span.line, column, self.span.line, column + length)
        if self.indent < 0:
            return self.span
        before = self[:offset]
        line = self.span.line + 1 + before.count("\n")
        column = offset - (before.rfind("\n") + 1) + self.indent + 1
        return Span(self.span.path, line, column, line, column + length)


class Number(int):
    """A whole number from a content file with its position."""

    span: Span

    def __new__(cls, value: int, span: Span) -> Number:
        """Create a number with its position."""
        self = super().__new__(cls, value)
        self.span = span
        return self

    def __reduce__(self) -> tuple[type[Number], tuple[int, Span]]:
        """Pickle with the position, for transfer from workers."""
        return type(self), (int(self), self.span)


class Prose(Text):
    """Text in Markdown."""

    __slots__ = ()


class Ref(Text):
    """Text that refers to another record."""

    __slots__ = ()


class NodeRef(Ref):
    """Reference to a node: `node` (of the same tree), `tree` (its start) or `tree/node`."""

    __slots__ = ()


class PlaceRef(Ref):
    """Reference to anything with an address: a node, a tree, `letters/…`, `glossary/…` etc."""

    __slots__ = ()


class LetterRef(Ref):
    """Id of a letter."""

    __slots__ = ()


class FieldRef(Ref):
    """Id of a field."""

    __slots__ = ()


class FactRef(Ref):
    """Id of a fact."""

    __slots__ = ()


class SourceRef(Ref):
    """Id of a source."""

    __slots__ = ()


class TreeRef(Ref):
    """Id of a tree."""

    __slots__ = ()


class ChecklistRef(Ref):
    """Id of a checklist."""

    __slots__ = ()


class FigureRef(Ref):
    """Id of a figure."""

    __slots__ = ()


class DocumentRef(Ref):
    """Id of a Markdown page."""

    __slots__ = ()


Texts = tuple[Text, ...]

Facts = tuple[FactRef, ...]

Sources = tuple[SourceRef, ...]

Letters = tuple[LetterRef, ...]
