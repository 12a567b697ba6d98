"""The data model of a guide: frozen records whose values know their position in the source.

The records also define the content format: field names are keys, and annotations say what each key
accepts (`reading.structure` interprets them). This module knows neither YAML nor pages.

Records that have an id keep former ids in `was`, since addresses, stored answers and links from
elsewhere may still use them (`analysis.former_names`).

Texts are `Text`, a `str` with a span, so that any later check can point at a single word.
References are subclasses of it, so that one walk over a guide finds all references to something
(`references`).
"""

from michishirube.model.checklist import Check, Checklist, Point, Results
from michishirube.model.clock import Clock, Door
from michishirube.model.condition import (
    ASK,
    DATE_WORDS,
    FORGET,
    TODAY,
    Condition,
    FieldState,
)
from michishirube.model.document import Document
from michishirube.model.evidence import QUOTED, Fact, Source
from michishirube.model.figure import Figure
from michishirube.model.glossary import Term
from michishirube.model.guide import Guide, published, references, tables, walk
from michishirube.model.letter import (
    Allowance,
    Field,
    ForbiddenWord,
    Letter,
    LetterRules,
    Offset,
    Tone,
)
from michishirube.model.promises import (
    BannedPhrase,
    FactPromise,
    LetterPromise,
    Promises,
    RoutePromise,
    WaitPromise,
)
from michishirube.model.record import (
    ADDRESS,
    FACT_ID,
    HOST,
    NAME,
    SLUG,
    AddressPattern,
    AtLeast,
    AtMost,
    Claim,
    FromKey,
    KeySlug,
    OneOrMore,
    Past,
    Pattern,
    Record,
    Slug,
    Slugs,
)
from michishirube.model.scenario import Scenario, Step
from michishirube.model.site import Home, Licence, Repository, Site
from michishirube.model.snippet import ListSnippets, Snippet
from michishirube.model.text import (
    ChecklistRef,
    DocumentRef,
    FactRef,
    Facts,
    FieldRef,
    FigureRef,
    LetterRef,
    Letters,
    NodeRef,
    Number,
    PlaceRef,
    Prose,
    Ref,
    SourceRef,
    Sources,
    Text,
    Texts,
    TreeRef,
)
from michishirube.model.tree import (
    NODE_KINDS,
    Action,
    Answer,
    Edge,
    Node,
    Outcome,
    Question,
    Tree,
    Wait,
    edges,
)

__all__ = [
    "ADDRESS",
    "ASK",
    "DATE_WORDS",
    "FACT_ID",
    "FORGET",
    "HOST",
    "NAME",
    "NODE_KINDS",
    "QUOTED",
    "SLUG",
    "TODAY",
    "Action",
    "AddressPattern",
    "Allowance",
    "Answer",
    "AtLeast",
    "AtMost",
    "BannedPhrase",
    "Check",
    "Checklist",
    "ChecklistRef",
    "Claim",
    "Clock",
    "Condition",
    "Document",
    "DocumentRef",
    "Door",
    "Edge",
    "Fact",
    "FactPromise",
    "FactRef",
    "Facts",
    "Field",
    "FieldRef",
    "FieldState",
    "Figure",
    "FigureRef",
    "ForbiddenWord",
    "FromKey",
    "Guide",
    "Home",
    "KeySlug",
    "Letter",
    "LetterPromise",
    "LetterRef",
    "LetterRules",
    "Letters",
    "Licence",
    "ListSnippets",
    "Node",
    "NodeRef",
    "Number",
    "Offset",
    "OneOrMore",
    "Outcome",
    "Past",
    "Pattern",
    "PlaceRef",
    "Point",
    "Promises",
    "Prose",
    "Question",
    "Record",
    "Ref",
    "Repository",
    "Results",
    "RoutePromise",
    "Scenario",
    "Site",
    "Slug",
    "Slugs",
    "Snippet",
    "Source",
    "SourceRef",
    "Sources",
    "Step",
    "Term",
    "Text",
    "Texts",
    "Tone",
    "Tree",
    "TreeRef",
    "Wait",
    "WaitPromise",
    "edges",
    "published",
    "references",
    "tables",
    "walk",
]
