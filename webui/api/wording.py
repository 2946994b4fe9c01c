"""Texts of the library as the API tells them: Markdown and safe HTML, with the language and direction they are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from webui.api.values.texts import Choice, Text
from webui.services import Services
from wizard.model.form import Field
from wizard.model.step import Option, Step
from wizard.model.text import Text as Source
from wizard.rendering import direction
from wizard.transcript import option_words


class Wording:
    """Words in one language, filled in with the values of one walk."""

    def __init__(self, found: Services, locale: str, values: Mapping[str, str] | None = None) -> None:
        self.found, self.locale, self.values = found, locale, values or {}

    def line(self, text: Source) -> Text:
        """Return a one-line text."""
        html = self.found.renderer.inline(text, self.locale, self.values)
        return self._of(text, self._markdown(text), html)

    def block(self, text: Source | None) -> Text | None:
        """Return a text of paragraphs and lists; None when nothing of it is left."""
        html = self.found.renderer.block(text, self.locale, self.values) if text else ""
        return self._of(text, self._markdown(text), html) if html and text else None

    def said(self, markdown: str) -> Text:
        """Return Markdown that no text stands behind, such as a line of a transcript."""
        html = self.found.renderer.markdown(markdown, self.locale)
        return Text(markdown, html, self.locale, direction(self.locale))

    def how(self, step: Step) -> Text | None:
        """Return what to do in a step as one piece."""
        html = self.found.renderer.how(step, self.locale, self.values)
        if not html:
            return None
        markdown = self.found.renderer.how_source(step, self.locale, self.values)
        translations = self.found.library.translations
        fresh = all(translations.found(self.locale, one.text) for one in step.how)
        lang = self.locale if fresh else translations.source_locale
        return Text(markdown, html, lang, direction(lang))

    def option(self, option: Option) -> Text:
        """Return the label of an option, its own or a built-in one."""
        if option.label is not None:
            return self.line(option.label)
        return self.said(option_words(self.found.library, option, self.locale))

    def choices(self, options: Iterable[Option]) -> tuple[Choice, ...]:
        """Return options with their labels."""
        return tuple(Choice(one.id, self.option(one)) for one in options)

    def choice(self, name: str, label: Source) -> Choice:
        """Return something of the site file that can be chosen."""
        return Choice(name, self.line(label))

    def field_choices(self, one: Field) -> tuple[Choice, ...]:
        """Return what can be chosen in a field of a request."""
        if one.type == "product":
            return self.products()
        return self.choices(one.options)

    def products(self) -> tuple[Choice, ...]:
        """Return the products of the catalogue."""
        products = self.found.library.site.products.values()
        return tuple(Choice(one.id, self.line(one.name)) for one in products)

    def _of(self, text: Source, markdown: str, html: str) -> Text:
        translations = self.found.library.translations
        there = translations.found(self.locale, text) is not None
        lang = self.locale if there else translations.source_locale
        return Text(markdown, html, lang, direction(lang))

    def _markdown(self, text: Source | None) -> str:
        return self.found.renderer.source(text, self.locale, self.values).strip() if text else ""


def html(held: Markup | None) -> str | None:
    """Return safe HTML as plain text to send; None when there is none."""
    return str(held) if held else None
