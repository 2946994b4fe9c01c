"""`python -m webui.api > schemas/openapi.json`: the OpenAPI document of the trees that come with the program."""

from __future__ import annotations

import json
import sys

from webui.api.document import document
from wizard.library import load
from wizard.resources import demonstration_trees


def shipped() -> str:
    """Return the document as schemas/openapi.json holds it."""
    library = load(demonstration_trees()).library
    return json.dumps(document(library), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(shipped())
