"""A text without a translation into a language that needs all."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "translation-missing"
level = Level.ERROR
summary = "A text has no translation into a language that _site.yaml calls `required`."
why = (
    "Customers who read that language would meet this text in the source language. Texts without a word "
    "in them, such as `1603` or an address, need none."
)
_SITE = """\
brand: {name: Light}
default_locale: en
locales: {en: source, fa: required}
stages: {use: Using}
"""
_SITE_PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgctxt "site/brand.name"
msgid "Light"
msgstr "نور"

msgctxt "site/stages.use"
msgid "Using"
msgstr "کاربری"
"""
_PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgctxt "lamp/title"
msgid "The lamp is dark"
msgstr "چراغ روشن نمی‌شود"

msgctxt "lamp/summary"
msgid "It gives no light."
msgstr "نوری نمی‌دهد."
"""
_LAMP = """\
format: 1
title: The lamp is dark
summary: It gives no light.
stage: use
products: all
owner: support
review_by: 2099-01-01
steps:
  switch:
    tell: The switch is at the back.
"""
good: Example = {
    "_site.yaml": _SITE,
    "lamp.yaml": _LAMP,
    "_locale/fa/_site.po": _SITE_PO,
    "_locale/fa/lamp.po": _PO
    + """
msgctxt "lamp/switch/tell"
msgid "The switch is at the back."
msgstr "کلید در پشت آن است."
""",
}
bad: Example = {
    "_site.yaml": _SITE,
    "lamp.yaml": _LAMP,
    "_locale/fa/_site.po": _SITE_PO,
    "_locale/fa/lamp.po": _PO,
}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each text that a required language says nothing for."""
    library = survey.loaded.library
    for locale in (locale for locale, role in library.site.locales.items() if role == "required"):
        for catalog, texts in survey.texts.items():
            entries = library.translations.entries.get(locale, {}).get(catalog, {})
            for context, text in texts.items():
                entry = entries.get(context)
                if (entry is None or not entry.words) and text.has_words:
                    place = survey.po_place(locale, catalog, entry) if entry else text.place
                    hint = f"`wizard translate update {locale}` adds it to _locale/{locale}/{catalog}.po"
                    yield Found(place, f"no translation into `{locale}` of `{context}`", hint)
