"""All operations of the API, in the order in which they are told."""

from __future__ import annotations

from typing import Final

from webui.api import answers, searches, tickets, trees
from webui.api.operation import Operation

VERSION: Final = "1.0.0"
BASE: Final = "/api/v1"
OPERATIONS: Final[tuple[Operation, ...]] = (
    trees.LIST,
    trees.SHOW,
    answers.SHOW,
    answers.ANSWER,
    tickets.FILE,
    tickets.SHOW,
    searches.SEARCH,
)
