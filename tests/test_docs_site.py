"""Every key of the site file is explained where people look for it, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.fences import ROOT, page, spans

SCHEMA = json.loads((ROOT / "schemas" / "site.schema.json").read_text("utf-8"))


def keys(schema: Any) -> Iterator[str]:
    """The names of all keys that a schema knows."""
    if isinstance(schema, dict):
        for name, inner in schema.items():
            if name == "properties":
                yield from inner
            yield from keys(inner)
    elif isinstance(schema, list):
        for item in schema:
            yield from keys(item)


def test_every_key_of_the_site_file_is_explained():
    known = set(keys(SCHEMA))
    assert {"channels", "sha256", "department", "days"} <= known
    assert known - spans(page("site.md")) == set()


def test_every_row_of_the_page_is_a_key():
    rows = {line.split("`")[1] for line in page("site.md").splitlines() if line.startswith("| `")}
    assert rows - set(keys(SCHEMA)) == set()
