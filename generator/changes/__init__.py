"""What changes for readers between two versions of a guide: two guides in, findings out.

Pure: knows neither git nor files nor how findings are shown.
"""

from generator.changes.compare import compare
from generator.changes.findings import (
    AddressChange,
    AnswerChange,
    Changes,
    FactChange,
    NodeChange,
    Order,
    Outside,
    Part,
    Place,
    RecordChange,
    RoutesChange,
    Side,
    StoryChange,
    Target,
    TextChange,
    TreeChange,
)
from generator.changes.headline import Headline, headlines
from generator.changes.textdiff import Piece, difference

__all__ = [
    "AddressChange",
    "AnswerChange",
    "Changes",
    "FactChange",
    "Headline",
    "NodeChange",
    "Order",
    "Outside",
    "Part",
    "Piece",
    "Place",
    "RecordChange",
    "RoutesChange",
    "Side",
    "StoryChange",
    "Target",
    "TextChange",
    "TreeChange",
    "compare",
    "difference",
    "headlines",
]
