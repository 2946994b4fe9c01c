"""One file that walks trees without a server: page, style, engine, player and data put together."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

from wizard.export.chosen import chosen
from wizard.export.data import data
from wizard.export.search_data import search_data
from wizard.export.strings import MARK, Strings, said_unknowing
from wizard.export.telling import Telling
from wizard.export.words import language_name, player_words
from wizard.library import Library
from wizard.rendering import direction

_PLAYER: Final = Path(__file__).parent / "player"
# The engine, each part after those that it stands on.
ENGINE: Final = tuple(
    f"engine/{part}.js"
    for part in (
        "names",
        "conditions",
        "answers",
        "trees",
        "query",
        "carry",
        "left",
        "position",
        "journey",
    )
)
_SCRIPTS: Final = (
    "vendor/qrcode.js",
    "vendor/tiny-inflate.js",
    "packed.js",
    *ENGINE,
    "search.js",
    "pieces.js",
    "step.js",
    "ends.js",
    "home.js",
    "player.js",
)
# A module for other loaders than a browser: what it exports gets a name of ours. Its licence, which it does not name
# itself, stands before it.
_MODULES: Final = {"vendor/tiny-inflate.js": "RahgoshaInflate"}
_MODULE: Final = (
    "/*\n{licence}*/\n(function (root, module) {{\n{code}\nroot.{name} = module.exports;\n}})(self, {{}});\n"
)
_PLACE: Final = re.compile(r"\{\{ (?P<name>[a-z]+) \}\}")
_MEDIA: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into a file: ids of trees (none: all), languages (the first is shown first), where the pages of the
    walks are online (empty: nowhere), the folder of the pictures (None: without), and the day as it is shown.
    """

    trees: Sequence[str] = ()
    locales: Sequence[str] = ("en",)
    online: str = ""
    pictures: Path | None = None
    day: str = ""


def page(library: Library, wanted: Wanted) -> str:
    """Return the file as HTML. UnknownTree and others for trees that cannot go into it, see `chosen`."""
    told = player_data(library, wanted)
    script, style = player_script(), player_style()
    first = wanted.locales[0]
    parts = {
        "policy": _policy(script, style),
        "locale": first,
        "direction": direction(first),
        "title": escape(library.words(first, library.site.brand)),
        "style": style,
        "without": "".join(_without_script(told, wanted.locales)),
        "data": packed(told),
        "script": script,
    }
    return _PLACE.sub(lambda place: parts[place["name"]], _file("page.html"))


def player_script() -> str:
    """Return engine and player as one script."""
    return "\n".join(_script(name) for name in _SCRIPTS)


def _script(name: str) -> str:
    code = _file(name)
    if name not in _MODULES:
        return code
    licence = _file(f"{name.removesuffix('.js')}.LICENSE.txt")
    return _MODULE.format(licence=licence, code=code, name=_MODULES[name])


def player_style() -> str:
    """Return the style of the player's pages."""
    return _file("player.css")


def player_data(library: Library, wanted: Wanted) -> dict[str, Any]:
    """Return all that the player knows, as plain data: the engine's part, what is said, the strings, the search."""
    trees = chosen(library, wanted.trees)

    def tree_url(locale: str, tree: str) -> str:
        if tree in trees or not wanted.online:
            return f"#/{locale}/{tree}" if tree in trees else f"#/{locale}/"
        return f"{wanted.online}/{locale}/{tree}"

    strings = Strings(library, wanted.locales, tree_url)
    telling = Telling(strings, pictures=wanted.pictures is not None)
    told = {name: telling.tree(tree) for name, tree in trees.items()}
    facts = {name: telling.fact(fact) for name, fact in library.facts.items()}
    site = telling.site(library.site)
    return {
        "engine": data(library, trees),
        "trees": told,
        "facts": facts,
        "site": site,
        "strings": strings.table(),
        "search": search_data(library, trees),
        "locales": [_language(locale) for locale in wanted.locales],
        "online": wanted.online,
        "day": wanted.day,
        "mark": MARK,
        "pictures": _pictures(wanted.pictures, telling.images) if wanted.pictures else {},
    }


def _language(locale: str) -> dict[str, Any]:
    words = player_words(locale)
    return {
        "id": locale,
        "name": language_name(locale),
        "direction": direction(locale),
        "words": dict(words.words),
        "plurals": {key: list(forms) for key, forms in words.plurals.items()},
        "forms": list(words.forms),
    }


def _pictures(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the pictures as data addresses; one that cannot be read, or of an unknown kind, is left out."""
    found = {}
    for name in names:
        kind = _MEDIA.get(name.rpartition(".")[2].lower())
        file = folder / name
        if kind and file.is_file() and os.access(file, os.R_OK):
            found[name] = f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
    return found


def packed(told: Mapping[str, Any]) -> str:
    """Return data in a form that needs no escaping: size and checksum, then JSON, deflated, in base 64.

    Three times smaller so.
    """
    plain = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    content = plain.encode("utf-8", "replace")
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    small = deflate.compress(content) + deflate.flush()
    return f"{len(content)} {zlib.adler32(small)} {base64.b64encode(small).decode()}"


def _policy(script: str, style: str) -> str:
    """Return the content security policy: nothing but what stands in the file runs, styles, or is loaded."""
    return (
        f"default-src 'none'; script-src 'sha256-{_hash(script)}'; style-src 'sha256-{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _without_script(told: Mapping[str, Any], locales: Sequence[str]) -> Iterator[str]:
    """Yield what is said where no script runs: that one is needed, and how to reach somebody, in each language."""
    for language in told["locales"]:
        locale, strings = language["id"], told["strings"][language["id"]]
        ways = "".join(_way(strings, channel) for channel in told["site"].get("channels", ()))
        yield (
            f'<section lang="{escape(locale)}" dir="{language["direction"]}">'
            f"<p>{escape(language['words']['needs-script'])}</p><ul>{ways}</ul></section>"
        )


def _way(strings: Sequence[str], channel: Mapping[str, Any]) -> str:
    address = escape(channel["address"])
    shown = f'<a href="{escape(channel["url"])}">{address}</a>' if channel.get("url") else address
    label = said_unknowing(strings, channel.get("label"))
    return f'<li>{label}{": " if label else ""}<bdi dir="ltr">{shown}</bdi></li>'


def _file(name: str) -> str:
    return (_PLAYER / name).read_text("utf-8").replace("\r\n", "\n")
