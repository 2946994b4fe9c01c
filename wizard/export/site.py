"""All guides as a folder of static pages, for a server of files or a disc: to read without a script, to walk with one.

Every link is relative, so the folder may stand anywhere. The player and what it knows are kept once for all pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from wizard.export.chosen import chosen
from wizard.export.page import Wanted, packed, player_data, player_script, player_style
from wizard.export.site_pages import Assets, Pages, file_name
from wizard.library import Library

_TEMPLATES: Final = Path(__file__).parent / "templates"
_MARK: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0d5c66" d="M16 .8l4.45 4.45h6.3v6.3L31.2 '
    '16l-4.45 4.45v6.3h-6.3L16 31.2l-4.45-4.45h-6.3v-6.3L.8 16l4.45-4.45v-6.3h6.3z"/><path fill="#fff" d="M11.5 '
    '23.5V15q0-3 4.5-7.5 4.5 4.5 4.5 7.5v8.5z"/></svg>\n'
)
# The player looks for its data in an element of the page.
_DATA: Final = (
    '(function(){{var made=document.createElement("script");made.type="application/octet-stream";made.id="data";'
    "made.textContent={};document.body.appendChild(made);}})();\n"
)
_SITEMAP: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_HASH: Final = 12  # letters of a file's hash in its name: a changed file has another one
_MEDIA: Final = "media/"


def site(library: Library, wanted: Wanted, url: str = "") -> dict[str, bytes]:
    """Return the files of the site by their paths in its folder; the same library gives the same bytes.

    `url` is where the folder will stand, if that is known: then there is a sitemap, and pages say where they are.
    What `wanted.pictures` names is a folder; its pictures become files. Raises what `chosen` raises.
    """
    trees = chosen(library, wanted.trees)
    told = player_data(library, replace(wanted, day=""))
    pictures = _pictures(library, wanted)
    told["pictures"] = {name.removeprefix(_MEDIA): f"../{name}" for name in pictures}
    by_locale = {locale: {**told, "strings": {locale: told["strings"][locale]}} for locale in wanted.locales}
    files, assets = _assets(by_locale)
    pages = Pages(library, trees, by_locale, assets, url.rstrip("/"))
    files |= pictures
    for locale in wanted.locales:
        files |= {
            f"{locale}/{file_name(name)}": pages.guide(locale, tree).encode() for name, tree in trees.items()
        }
        files[f"{locale}/{file_name(None)}"] = pages.home(locale).encode()
    if url:
        files["sitemap.xml"] = _sitemap(pages, trees).encode()
    files["404.html"] = pages.missing().encode()
    files["index.html"] = pages.languages().encode()
    return files


def _assets(told: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, bytes], Assets]:
    """Return the files that all pages share, and what they are called."""
    files: dict[str, bytes] = {}

    def named(name: str, content: str) -> str:
        data = content.encode()
        stem, _, kind = name.rpartition(".")
        path = f"assets/{stem}.{sha256(data).hexdigest()[:_HASH]}.{kind}"
        files[path] = data
        return path

    assets = Assets(
        mark=named("mark.svg", _MARK),
        style=named("site.css", player_style() + _file("site.css")),
        start=named("site.js", _file("site.js")),
        script=named("player.js", player_script()),
        data={
            locale: named(f"{locale}.js", _DATA.format(json.dumps(packed(one))))
            for locale, one in told.items()
        },
    )
    return files, assets


def _pictures(library: Library, wanted: Wanted) -> dict[str, bytes]:
    """Return the pictures that the guides show, those that are there."""
    if wanted.pictures is None:
        return {}
    steps = [step for tree in chosen(library, wanted.trees).values() for step in tree.steps]
    images = [
        image for step in steps for image in (step.image, *(option.image for option in step.options)) if image
    ]
    there = {image.file: wanted.pictures / image.file for image in images}
    return {f"{_MEDIA}{name}": file.read_bytes() for name, file in sorted(there.items()) if file.is_file()}


def _sitemap(pages: Pages, trees: Mapping[str, object]) -> str:
    entries = "".join("".join(_entries(pages, tree)) for tree in (None, *trees))
    return f"{_SITEMAP}{entries}</urlset>\n"


def _entries(pages: Pages, tree: str | None) -> Iterator[str]:
    alternates = pages.alternates(tree)
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(one.locale)} href={quoteattr(one.url)}/>'
        for one in alternates
    )
    for one in alternates[:-1]:
        yield f"<url><loc>{escape(one.url)}</loc>{links}</url>\n"


def _file(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8").replace("\r\n", "\n")
