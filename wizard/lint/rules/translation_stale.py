"""A translation of what the text said earlier."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.rules import translation_missing
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "translation-stale"
level = Level.ERROR
summary = "A translation was made from an older text, or is marked fuzzy."
why = (
    "A stale translation is never shown, because it may say something else: customers read the source "
    "language instead. In a language that is only `offered` this is a warning."
)
good: Example = translation_missing.good
bad: Example = {
    **translation_missing.good,
    "_locale/fa/lamp.po": translation_missing.good["_locale/fa/lamp.po"].replace(
        "at the back.", "on the left."
    ),
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each translation whose source is not the present text."""
    roles = survey.loaded.library.site.locales
    for locale, catalog, context, entry in survey.entries():
        text = survey.texts.get(catalog, {}).get(context)
        if text is None or not entry.words or (entry.source == text.source and not entry.fuzzy):
            continue
        place = survey.po_place(locale, catalog, entry)
        what = "is marked fuzzy" if entry.source == text.source else "belongs to an older text"
        hint = f"`wizard translate update {locale}`, then look at it again and take the mark `fuzzy` away"
        level = Level.ERROR if roles.get(locale) == "required" else Level.WARNING
        yield Found(place, f"the translation into `{locale}` of `{context}` {what}", hint, level)
