"""A whole tree to read from top to bottom, without a script: what a step says, for whom it is, where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wizard.conditions import Condition
from wizard.export.only_if import only_if
from wizard.export.site_words import site_words
from wizard.library import Library
from wizard.model.step import Audience, Kind, Option, Step
from wizard.model.text import Image, Link, Text
from wizard.model.tree import EndKind, Target, Tree
from wizard.names import JUMP
from wizard.rendering import Renderer, TreeUrl
from wizard.telling import Teller
from wizard.transcript import option_words

# Texts are safe HTML by `wizard.rendering`, empty where there is nothing to say; `plain` ones are plain text.


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be given. `leads` is where to when that is not the next step."""

    label: str
    hint: str
    leads: Leads | None


@dataclass(frozen=True, slots=True)
class Leads:
    """Where an answer leads: to a later step by its number, to another tree, or to an end of a kind with its text."""

    step: int | None = None
    tree_url: str = ""
    tree_title: str = ""
    end: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what to do. `plain`: for whom it is only, a condition each."""

    conditions: tuple[str, ...]
    html: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its file in the folder of pictures, with its words as plain text."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link that leads out of the site."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One step. A heading of several paragraphs is a `text` instead."""

    number: int
    heading: str
    text: str
    conditions: tuple[str, ...]
    hint: str
    choices: tuple[Choice, ...]
    warning: str
    parts: tuple[Part, ...]
    picture: Picture | None
    link: Anchor | None
    check: str
    undo: str
    after: str


@dataclass(frozen=True, slots=True)
class Article:
    """A whole tree. `name` and `about` are title and summary as plain text."""

    tree: str
    name: str
    about: str
    title: str
    summary: str
    passages: tuple[Passage, ...]
    check: str
    prevent: str
    ticket: str


class Articles:
    """Writes the articles of one library in one language; `trees` are those that there are pages of."""

    def __init__(self, library: Library, locale: str, trees: Mapping[str, Tree], tree_url: TreeUrl) -> None:
        self._library = library
        self._locale = locale
        self._trees = trees
        self._tree_url = tree_url
        self._renderer = Renderer(library, tree_url)
        self._teller = Teller(library, locale)

    def article(self, tree: Tree) -> Article:
        """Return a tree to read; what is known on a walk plays no part."""
        return Article(
            tree=tree.id,
            name=self._teller.text(tree.title),
            about=self._teller.text(tree.summary),
            title=self.line(tree.title),
            summary=self.line(tree.summary),
            passages=tuple(self._passage(tree, at, step) for at, step in enumerate(tree.steps)),
            check=self.block(tree.check),
            prevent=self.block(tree.solved.prevent),
            ticket=self.block(tree.ticket_text),
        )

    def line(self, text: Text | None) -> str:
        """Return a one-line text as HTML."""
        return self._renderer.inline(text, self._locale, {})

    def block(self, text: Text | None) -> str:
        """Return a text as HTML of paragraphs and lists."""
        return self._renderer.block(text, self._locale, {})

    def _passage(self, tree: Tree, at: int, step: Step) -> Passage:
        heading = self.line(step.title)
        is_long = "<p>" in heading
        return Passage(
            number=at + 1,
            heading="" if is_long else heading,
            text=self.block(step.title) if is_long else "",
            conditions=self._conditions(tree, step.when),
            hint=self.line(step.hint),
            choices=tuple(self._choices(tree, at, step)) if step.kind is Kind.ASK else (),
            warning=self.block(step.warning),
            parts=tuple(self._parts(tree, step)),
            picture=self._picture(step.image),
            link=self.link(step.link),
            check=self.block(step.check),
            undo=self.block(step.undo),
            after=self.block(step.after),
        )

    def _conditions(self, tree: Tree, condition: Condition | None) -> tuple[str, ...]:
        return only_if(self._teller, site_words(self._locale), tree, condition)

    def _parts(self, tree: Tree, step: Step) -> Iterator[Part]:
        for variant in step.how:
            html = self.block(variant.text) if variant.audience is Audience.CUSTOMER else ""
            if html:
                yield Part(self._conditions(tree, variant.when), html)

    def _choices(self, tree: Tree, at: int, step: Step) -> Iterator[Choice]:
        for option in step.options:
            yield Choice(
                self._label(option),
                self.line(option.hint),
                self._leads(tree, at, tree.targets[at][option.id]),
            )

    def _label(self, option: Option) -> str:
        return self._renderer.markdown(option_words(self._library, option, self._locale), self._locale)

    def _leads(self, tree: Tree, at: int, target: Target) -> Leads | None:
        if isinstance(target, int):
            return Leads(step=target + 1) if target > at + 1 else None
        other = self._trees.get(target.removeprefix(JUMP)) if target.startswith(JUMP) else None
        if other is not None:
            return Leads(tree_url=self._tree_url(self._locale, other.id), tree_title=self.line(other.title))
        end = tree.ends.get(target)
        kind = EndKind.TICKET if target.startswith(JUMP) else tree.kind_of(target)
        return Leads(end=str(kind), text=self.block(end.text) if end else "")

    def _picture(self, image: Image | None) -> Picture | None:
        return Picture(image.file, self._teller.text(image.alt)) if image else None

    def link(self, link: Link | None) -> Anchor | None:
        """Return a link with its words; None when its address is an empty slot."""
        if link is None:
            return None
        address = self._renderer.source(Text(link.url, "", "", link.place), self._locale, {}).strip("<>")
        if not address.startswith(("https://", "http://", "mailto:", "tel:")):
            return None
        return Anchor(address, self.line(link.label) if link.label else "")
