"""A page as a test reads it: title, language, headings, links and forms, without a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.test import TestResponse


@dataclass
class Form:
    """A form: where it goes, its hidden fields, what stands in its boxes and lists, and the values of its choices."""

    action: str
    attributes: dict[str, str]
    hidden: list[tuple[str, str]] = field(default_factory=list)
    boxes: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    choices: list[tuple[str, str]] = field(default_factory=list)
    checked: list[tuple[str, str]] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        return [value for choice, value in self.choices if choice == name]

    def marked(self, name: str) -> list[str]:
        return [value for choice, value in self.checked if choice == name]


class Page(HTMLParser):
    """What an answer of the server shows. `text` is all words of the page, blanks folded."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        self.status = answer.status_code
        self.headers = answer.headers
        self.html = answer.get_data(as_text=True)
        self.root: dict[str, str] = {}
        self.links: list[dict[str, str]] = []
        self.forms: list[Form] = []
        self.parts: dict[str, list[str]] = {"title": [], "h1": [], "*": []}
        self.labels: dict[str, str] = {}
        self._inside: list[str] = []
        self._area: str | None = None
        self._select = ""
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.root = given
        elif tag in ("a", "link"):
            self.links.append({"tag": tag, **given})
        elif tag == "form":
            self.forms.append(Form(given["action"], given))
        elif tag in ("input", "button", "textarea", "select") and self.forms:
            self._field(tag, given)
        elif tag == "option" and self.forms:
            self._option(given)
        if tag in ("title", "h1", "script", "style"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area and self.forms:
            self.forms[-1].boxes[self._area] += data
        for tag in self._inside:
            self.parts.setdefault(tag, []).append(data)
        if not {"script", "style", "title"} & set(self._inside):
            self.parts["*"].append(data)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name, value = self.forms[-1], given.get("name", ""), given.get("value", "")
        kind = given.get("type", "")
        if not name:
            return
        if kind == "hidden":
            form.hidden.append((name, value))
        elif kind in ("radio", "checkbox") or tag == "button":
            form.choices.append((name, value))
            if "checked" in given or "choice--earlier" in given.get("class", ""):
                form.checked.append((name, value))
        else:
            lists = form.lists if tag == "select" else form.boxes
            lists[name] = value
            self._select = name if tag == "select" else ""
            self._area = name if tag == "textarea" else None

    def _option(self, given: dict[str, str]) -> None:
        form = self.forms[-1]
        form.choices.append((self._select, given["value"]))
        if "selected" in given:
            form.lists[self._select] = given["value"]

    def _said(self, part: str) -> str:
        return " ".join("".join(self.parts[part]).split())

    @property
    def title(self) -> str:
        return self._said("title")

    @property
    def h1(self) -> str:
        return self._said("h1")

    @property
    def text(self) -> str:
        return self._said("*")

    @property
    def form(self) -> Form:
        return self.forms[0]

    def hrefs(self, part: str = "") -> list[str]:
        return [link["href"] for link in self.links if part in link.get("href", "")]

    def canonical(self) -> str:
        return next(link["href"] for link in self.links if link.get("rel") == "canonical")
