"""The JSON API: where it says that walks stand, asked about one after the other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl

from tests.conformance.reported import Disagreement, disagreements
from tests.conformance.vectors import Vector
from tests.conformance.web import Answer, Web

_REFUSED: Final = 400


def asked(web: Web, locales: Sequence[str], vectors: Sequence[Vector]) -> Iterator[Disagreement]:
    """Yield where the API says something else than expected, in one language after the other.

    It is stricter than pages are: a parameter of its own with two values is refused.
    """
    for number, vector in enumerate(vectors):
        locale = locales[number % len(locales)]
        query = "&".join(part for part in (vector.query, f"_locale={locale}") if part)
        answer = web.get(f"/api/v1/trees/{vector.tree}/position?{query}")
        if not _is_refused(vector):
            yield from disagreements("api", [vector], [_data(answer)])
        elif answer.status != _REFUSED:
            yield Disagreement("api", vector, _REFUSED, answer)


def _is_refused(vector: Vector) -> bool:
    said = set(parse_qsl(vector.query, keep_blank_values=True))
    return any(count > 1 for count in Counter(name for name, _ in said if name.startswith("_")).values())


def _data(answer: Answer) -> Any:
    try:
        return json.loads(answer.content)
    except ValueError:
        return answer
