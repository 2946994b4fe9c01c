"""The part of a form for files: which would help, which are here already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from webui.markup import safe
from webui.services import Services
from webui.texts import Words
from webui.views.form import Files, Kept, Wanted
from wizard import limits
from wizard.model.form import Field
from wizard.store import Attachment
from wizard.uploads import ACCEPT


def files_part(
    services: Services,
    locale: str,
    wanted: Iterable[Field],
    kept: Sequence[Attachment],
    errors: Iterable[str] = (),
) -> Files:
    """Return it; `wanted` are the fields of type file, `errors` what is wrong with files just sent."""
    words = services.words[locale]
    return Files(
        accept=ACCEPT,
        wanted=tuple(_wanted(services, locale, one) for one in wanted),
        kept=tuple(Kept(one.id, one.name, size(words, one.size)) for one in kept),
        full=len(kept) >= limits.FILES,
        errors=tuple(errors),
    )


def size(words: Words, size: int) -> str:
    """Return how large a file is, for prose."""
    if size >= 1_000_000:
        return words("%(size)s MB", size=words.number(round(size / 1_000_000)))
    return words("%(size)s kB", size=words.number(max(1, round(size / 1_000))))


def _wanted(services: Services, locale: str, one: Field) -> Wanted:
    renderer = services.renderer
    said = safe(renderer.inline(one.help, locale, {})) if one.help else None
    return Wanted(safe(renderer.inline(one.label, locale, {})), said)
