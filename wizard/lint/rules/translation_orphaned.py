"""A translation of a text that is no longer there."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.rules import translation_missing
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "translation-orphaned"
level = Level.WARNING
summary = "A PO file translates a text, or a whole file, that is not there."
why = "Often a step or option got another id, and its translation stayed behind under the old one."
good: Example = translation_missing.good
bad: Example = {
    **translation_missing.good,
    "_locale/fa/lamp.po": translation_missing.good["_locale/fa/lamp.po"]
    + """
msgctxt "lamp/plug/tell"
msgid "Plug it in."
msgstr "آن را به برق بزنید."
""",
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each translation without a text; of a file without any, once."""
    for locale, catalogs in survey.loaded.library.translations.entries.items():
        for catalog, entries in catalogs.items():
            if survey.path(catalog) in survey.loaded.lost:
                continue  # its texts may be in the part that is broken
            texts = survey.texts.get(catalog)
            if texts is None:
                place = survey.po_place(locale, catalog)
                yield Found(
                    place, f"there is no file {catalog}.yaml to translate", "rename this file or delete it"
                )
                continue
            for context, entry in entries.items():
                if entry.words and context not in texts:
                    place = survey.po_place(locale, catalog, entry)
                    hint = f"`wizard translate update {locale}` puts it aside"
                    yield Found(place, f"`{context}` is no text of {catalog}.yaml", hint)
