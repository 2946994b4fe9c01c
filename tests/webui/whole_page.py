"""What is wrong with a page, read from its HTML alone: tags, ids, headings, labels, leftovers of Markdown, letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {
    *("blockquote", "dd", "details", "div", "dl", "dt", "fieldset", "footer", "form", "header", "legend"),
    *("li", "main", "nav", "ol", "p", "pre", "section", "ul"),
}
# What says nothing without words in it.
WORDED = HEADINGS | {"a", "button", "dd", "dt", "label", "legend", "li", "option", "summary", "title"}
SPOKEN = ("alt", "aria-label", "data-done", "data-loading", "placeholder", "title")
POINTING = ("aria-describedby", "aria-labelledby", "for")
# Their words stand on the page a second time, with the marks that tell samples; the address is no prose.
SAID_TWICE = frozenset({"away", "printed"})
SAMPLES = frozenset({"code", "pre", "strong"})
# What matters of the elements around another; the rest of these are made up: a sample, the language switch.
TOLD_APART = frozenset({"p", "svg", "label", "code", "pre", "title", "script", "style", "textarea"})
SAMPLE, SWITCH = "a sample", "the language switch"
UNREAD = frozenset({"script", "style", "textarea"})
UNSPOKEN = frozenset({SAMPLE, "title"})
CODE = frozenset({"code", "pre"})
FIELDS = frozenset({"button", "input", "textarea"})

PLACEHOLDER = re.compile(r"\{[a-z][\w.-]*\}")
MARKDOWN = re.compile(r"\*\*|`|\]\(|^\s*(?:#+|[-*]|\d+[.)]) ", re.MULTILINE)
ENGLISH = re.compile(r"(?<![\w.'-])[a-z]{2,} [a-z]{2,}(?![\w.'-])")
FOREIGN = {"fa": re.compile("[يىك]"), "ar": re.compile("[یکگچپژ]")}


@dataclass
class Open:
    """An element that is not closed yet: what it stands in, and whether a word was found in it."""

    tag: str
    line: int
    inside: frozenset[str] = frozenset()
    worded: bool = False


class WholePage(HTMLParser):
    """Reads a page, to say what is wrong with it; and what it asks for and leads to.

    `fields` are name and value of all that its forms send, `actions` where to, `languages` those of the switch.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root: dict[str, str] = {}
        self.person_urls: list[str] = []
        self.languages: list[str] = []
        self.hrefs: list[str] = []
        self.actions: list[str] = []
        self.fields: set[tuple[str, str]] = set()
        self.ids: Counter[str] = Counter()
        self._found: list[str] = []
        self._count: Counter[str] = Counter()
        self._pointed: set[str] = set()
        self._picked: list[str] = []
        self._prose: list[str] = []
        self._plain: list[str] = []
        self._open: list[Open] = []
        self.feed(html)
        self.close()

    def prose(self, samples: Sequence[str] = ()) -> str:
        """The page's words, each sample among them as `…`: code, bold runs, names of languages, and `samples`."""
        words = re.sub(r"[^\S\n]+", " ", "".join(self._prose))
        for sample in samples:
            words = words.replace(sample, "…")
        return words

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        outside = self._inside()
        if tag in BLOCKS and "p" in outside:
            self._wrong(f"<{tag}> inside a paragraph")
        self._note(tag, given, outside)
        if tag in VOID:
            return
        inside = outside | self._told_apart(tag, given)
        if tag != "html" and "lang" in given and SWITCH not in inside:
            self._wrong(f"<{tag}> in another language ({given['lang']})")
        self._separate(tag)
        if SAMPLE in inside and SAMPLE not in outside:
            self._prose.append("…")
        self._open.append(Open(tag, self.getpos()[0], inside))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.handle_starttag(tag, attrs)
        elif "svg" not in self._inside():
            self._wrong(f"<{tag}/> is never closed")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            self._wrong(f"</{tag}> closes nothing")
            return
        closed = self._open.pop()
        if tag in WORDED and not closed.worded:
            self._wrong(f"<{tag}> without words")
        self._separate(tag)
        if self._open:
            self._open[-1].worded |= closed.worded

    def handle_data(self, data: str) -> None:
        inside = self._inside()
        if not self._open or inside & UNREAD:
            return
        self._open[-1].worded |= not data.isspace()
        if not inside & UNSPOKEN:
            self._prose.append(data)
        if not inside & CODE:
            self._plain.append(data)

    def faults(self, locale: str, samples: Sequence[str] = ()) -> Iterator[str]:
        """Yield what is wrong with the page as one in that language, each with the words around it.

        `samples` may stand in the prose of a page in another language.
        """
        yield from self._found
        yield from (f"<{one.tag}> of line {one.line} is never closed" for one in self._open)
        yield from (f"{count} elements have the id {name}" for name, count in self.ids.items() if count > 1)
        yield from (f"no element has the id {name}" for name in sorted(self._pointed - self.ids.keys()))
        yield from (f"the choice {name} has no label" for name in self._picked if name not in self._pointed)
        if self._count["h1"] != 1:
            yield f"{self._count['h1']} headings h1"
        yield from around(PLACEHOLDER, "".join(self._plain), "a placeholder")
        yield from around(MARKDOWN, "".join(self._plain), "Markdown")
        if locale in FOREIGN:
            prose = self.prose(samples)
            yield from around(ENGLISH, prose, "English")
            yield from around(FOREIGN[locale], prose, "a letter of another language")

    def _inside(self) -> frozenset[str]:
        return self._open[-1].inside if self._open else frozenset()

    def _told_apart(self, tag: str, given: dict[str, str]) -> set[str]:
        """Return what the inside of an element is told apart by, besides what is around it."""
        classes = given.get("class", "").split()
        found = {tag} & TOLD_APART
        if tag in SAMPLES or not SAID_TWICE.isdisjoint(classes):
            found.add(SAMPLE)
        if "languages" in classes:
            found |= {SAMPLE, SWITCH}
        return found

    def _note(self, tag: str, given: dict[str, str], inside: frozenset[str]) -> None:
        self._count[tag] += 1
        if tag == "html":
            self.root = given
        if "id" in given:
            self.ids[given["id"]] += 1
        for name in POINTING:
            self._pointed |= set(given.get(name, "").split())
        said = [f"\n{given[name]}\n" for name in SPOKEN if given.get(name)]
        self._prose += said
        self._plain += said
        if tag == "img" and not given.get("alt"):
            self._wrong("a picture without words")
        if tag == "a":
            self._link(given)
        elif tag == "form":
            self.actions.append(given["action"])
        elif tag in FIELDS and "name" in given:
            self._field(given, inside)

    def _link(self, given: dict[str, str]) -> None:
        self.hrefs.append(given["href"])
        if given.get("class") == "person":
            self.person_urls.append(given["href"])
        if "hreflang" in given:
            self.languages.append(given["hreflang"])

    def _field(self, given: dict[str, str], inside: frozenset[str]) -> None:
        self.fields.add((given["name"], given.get("value", "")))
        if given.get("type") in ("radio", "checkbox") and "label" not in inside:
            self._picked.append(given.get("id", ""))

    def _separate(self, tag: str) -> None:
        if tag in BLOCKS or tag in WORDED:
            self._prose.append("\n")
            self._plain.append("\n")

    def _wrong(self, what: str) -> None:
        self._found.append(f"line {self.getpos()[0]}: {what}")


def around(pattern: re.Pattern[str], text: str, what: str) -> Iterator[str]:
    """Yield each place where `pattern` fits, with the words around it on its line."""
    for match in pattern.finditer(text):
        before = text[: match.start()].rpartition("\n")[2][-40:]
        after = text[match.end() :].partition("\n")[0][:40]
        yield f"{what}: {before}[{match[0]}]{after}"
