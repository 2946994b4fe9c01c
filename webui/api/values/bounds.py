"""What bounds the texts that are sent to the API."""

from __future__ import annotations

from typing import Annotated, Final

from webui.api.shape import PLAIN, About
from wizard import limits
from wizard.names import ID_PATTERN

ID: Final = {"pattern": f"^{ID_PATTERN}$", "maxLength": limits.ID}
STEP: Final = {"pattern": rf"^{ID_PATTERN}(\.{ID_PATTERN})?$", "maxLength": 2 * limits.ID + 1}
NAME: Final = {**PLAIN, "maxLength": 3 * limits.ID + 2}
KNOWN: Final = {
    "maxProperties": limits.JSON_NAMES,
    "propertyNames": NAME,
    "additionalProperties": {"type": "string", **PLAIN, "maxLength": limits.QUERY_BYTES},
}
QUERY: Final = {**PLAIN, "maxLength": limits.QUERY_BYTES}
Sent = Annotated[str, About("A text without null characters.", PLAIN)]
