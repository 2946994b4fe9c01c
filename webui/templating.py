"""Templates: one environment a language, so that its page texts and drawings are compiled into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from webui.texts import Words

_ICONS: Final = "_icons.html"
_CALL: Final = ("name", "lparen", "string", "rparen")


class Templates:
    """The templates in every language offered."""

    def __init__(self, words: Iterable[Words]) -> None:
        self._environments: Mapping[str, Environment] = {one.locale: _environment(one) for one in words}
        self._kept: dict[tuple[str, str], Template] = {}

    def render(self, name: str, locale: str, page: Any) -> str:
        """Return the page that the template `name` makes of the view `page` in `locale`."""
        template = self._kept.get((name, locale))
        if template is None:
            template = self._kept[name, locale] = self._environments[locale].get_template(name)
        return template.render(page=page)


class _Constants(Extension):
    """Puts what `_("…")` and `icon("…")` come to into the template, so that no page has to call them."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.known: dict[str, Callable[[str], str]] = {}

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template, each such call replaced by `("…" | safe)`."""
        tokens = list(stream)
        at = 0
        while at < len(tokens):
            call = tokens[at : at + len(_CALL)]
            known = self.known.get(call[0].value)
            if known is None or tuple(token.type for token in call) != _CALL:
                yield call[0]
                at += 1
                continue
            _, opening, text, closing = call
            constant = Token(text.lineno, "string", known(text.value))
            safe = (Token(text.lineno, "pipe", "|"), Token(text.lineno, "name", "safe"))
            yield from (opening, constant, *safe, closing)
            at += len(call)


def _environment(words: Words) -> Environment:
    environment = Environment(
        loader=PackageLoader("webui"),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", _Constants],
    )
    environment.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["number"] = words.number
    constants = environment.extensions[_Constants.identifier]
    assert isinstance(constants, _Constants)
    icon = environment.get_template(_ICONS).module.icon  # type: ignore[attr-defined]
    environment.globals["icon"] = constants.known["icon"] = icon
    constants.known["_"] = lambda text: words(text) % {}  # as in other calls, `%%` is one percent sign
    return environment
