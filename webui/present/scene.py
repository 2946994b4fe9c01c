"""Where a walk stands, with the language and the links that all its pages share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from markupsafe import Markup

from webui import addresses
from webui.markup import safe
from webui.present.frame import frame
from webui.services import Services
from webui.texts import Words
from webui.views.frame import Frame
from webui.views.parts import Anchor, Answers, Hidden, Picture, Row
from wizard.engine.carry import Dropped, Why
from wizard.engine.position import Given
from wizard.journey import Stand, carried
from wizard.known import Source
from wizard.limits import FAILED_FIXES
from wizard.model.step import Kind, Step
from wizard.model.text import Image, Link, Text
from wizard.model.tree import Tree
from wizard.names import NOT_SOLVED
from wizard.query import Pair, form_fields, pairs, query_string
from wizard.transcript import Line, transcript
from wizard.words import word

# The fields of a form that takes a walk elsewhere, beside those of the walk: which guide, which language.
TREE, LOCALE = "tree", "locale"


class Paths(Protocol):
    """Where the pages of walks are: those of customers, or those on which staff walk for one."""

    def tree(self, locale: str, tree_id: str, pairs: Iterable[Pair] = ...) -> str:
        """Return the address of a walk in a tree."""
        ...

    def ticket(self, locale: str, tree_id: str | None, pairs: Iterable[Pair] = ...) -> str:
        """Return the address of the request form, of a walk or without one."""
        ...


@dataclass(slots=True)
class Scene:
    """A walk's stand seen in one language. Computes each shared piece once.

    `form_id` is the walk's id; of a walk that has none yet a fresh one, in the form alone: a page
    that was only looked at leads nowhere with an id. `paths` is where its pages are; `staff`:
    what is for staff is shown too.
    """

    services: Services
    stand: Stand
    locale: str
    form_id: str
    swapped: bool = False
    paths: Paths = addresses
    staff: bool = False
    pairs: list[Pair] = field(init=False)
    words: Words = field(init=False)
    _query: str = field(init=False)

    def __post_init__(self) -> None:
        self.words = self.services.words[self.locale]
        self.pairs = pairs(self.stand.walk, self.stand.tree)
        self._query = query_string(self.pairs)

    def inline(self, text: Text | None) -> Markup:
        """Return a one-line text of the library as HTML."""
        return safe(self.services.renderer.inline(text, self.locale, self.stand.position.values))

    def block(self, text: Text | None) -> Markup | None:
        """Return a text of the library as paragraphs and lists, None when nothing of it is left."""
        html = self.services.renderer.block(text, self.locale, self.stand.position.values)
        return safe(html) if html else None

    def plain(self, text: Text | None) -> str:
        """Return a text without its markup."""
        return self.services.renderer.plain(text, self.locale, self.stand.position.values)

    def markdown(self, source: str) -> Markup:
        """Return a line of a transcript as HTML."""
        return safe(self.services.renderer.markdown(source, self.locale))

    def picture(self, image: Image | None) -> Picture | None:
        """Return a picture with its words."""
        return Picture(f"/media/{image.file}", self.plain(image.alt)) if image else None

    def link(self, link: Link | None) -> Anchor | None:
        """Return a link with its words; None when its address is an empty slot."""
        if link is None:
            return None
        text = Text(link.url, "", "", link.place)
        address = self.services.renderer.source(text, self.locale, self.stand.position.values).strip("<>")
        if not address.startswith(("https://", "http://", "mailto:", "tel:")):
            return None
        return Anchor(address, self.inline(link.label) if link.label else Markup.escape(address))

    def url(self, *, at: str | None = None, locale: str | None = None) -> str:
        """Return the address of this walk; with `at`, of the step to show again."""
        address = f"{self.paths.tree(locale or self.locale, self.stand.tree.id)}?{self._query}"
        return f"{address}&_at={at}" if at else address

    def onward_url(self, target: Tree) -> str:
        """Return the address at which the walk goes on in another tree, with all that is known."""
        return self.paths.tree(self.locale, target.id, pairs(carried(self.stand, target), target))

    def shared_url(self, at: str | None = None) -> str:
        """Return the address of this walk for others or later: without what belongs to this visit only."""
        items = pairs(self.stand.walk, self.stand.tree, shared=True)
        return self.paths.tree(self.locale, self.stand.tree.id, [*items, ("_at", at)] if at else items)

    def request_url(self) -> str:
        """Return the address of the request form with this walk."""
        return f"{self.paths.ticket(self.locale, self.stand.tree.id)}?{self._query}"

    def hidden(self, *more: Pair) -> tuple[Hidden, ...]:
        """Return the walk as hidden fields of a form."""
        return tuple(Hidden(name, value) for name, value in form_fields((*self.form_pairs(), *more)))

    def form_pairs(self) -> list[Pair]:
        """Return the walk with the id it has in the form."""
        return self.pairs if self.stand.walk.id else [*self.pairs, ("_w", self.form_id)]

    def frame(self, title: str, *, error: bool = False, at: str | None = None) -> Frame:
        """Return the frame of a page of this walk. Where it begins, search engines may keep the page."""
        tree = self.stand.tree.id
        begins = at is None and not error and self.begins()
        return frame(
            self.services,
            self.locale,
            f"{title} – {self.plain(self.stand.tree.title)}",
            lambda locale: self.url(at=at, locale=locale),
            person_url=self.request_url(),
            error=error,
            swapped=self.swapped,
            canonical=self.paths.tree(self.locale, tree),
            alternates=(lambda locale: self.paths.tree(locale, tree)) if begins else None,
            indexed=begins,
            share=self.shared_url(at),
        )

    def begins(self) -> bool:
        """Tell whether nothing is known on this walk yet."""
        walk = self.stand.walk
        known = walk.known
        return not (known.answers or known.told or known.earlier or walk.via or self.stand.dropped)

    def lines(self) -> tuple[Line, ...]:
        """Return the transcript in the page's language."""
        return transcript(self.services.library, self.stand, self.locale)

    def answers(self) -> Answers:
        """Return "your answers", each with a link to change it where it stands on the present path."""
        rows = tuple(self._row(line) for line in self.lines())
        return Answers(rows, self.paths.tree(self.locale, self.stand.tree.id))

    def _row(self, line: Line) -> Row:
        question = self.markdown(line.question)
        return Row(
            question=question,
            answer=self.markdown(line.answer),
            note=self._note(line),
            change_url=self.url(at=line.id) if line.on_path else None,
            change_name=question.striptags(),
        )

    def _note(self, line: Line) -> str:
        if line.source is Source.ANSWERED and not line.by:
            return ""
        return word(self.locale, f"source.{line.source}")

    def back_url(self, before: str | None = None) -> str | None:
        """Return where Back leads: the step answered last, or last before the step shown again.

        Steps that nobody was asked are passed over, for there was no page of theirs.
        """
        trail = self.stand.position.trail
        upto = next((at for at, given in enumerate(trail) if given.step == before), len(trail))
        asked = [given.step for given in trail[:upto] if _was_asked(given)]
        return self.url(at=asked[-1]) if asked else self._url_before()

    def _url_before(self) -> str | None:
        """Return where the tree before led here: its last step, shown again with its answers."""
        walk, trees = self.stand.walk, self.services.library.customers
        tree = trees.get(walk.via[-1]) if walk.via else None
        if tree is None:
            return None
        earlier = walk.known.earlier
        answers = {name: value for name, value in walk.known.answers.items() if name in tree.facts}
        answers |= {step: value for (left, step), value in earlier.items() if left == tree.id}
        rest = {key: value for key, value in earlier.items() if key[0] != tree.id}
        known = replace(walk.known, answers=answers, earlier=rest)
        there = replace(walk, known=known, via=walk.via[:-1], at=None, revision=None)
        asked = [
            given.step
            for given in self.services.stands.here(tree.id, there).position.trail
            if _was_asked(given)
        ]
        return (
            self.paths.tree(self.locale, tree.id, [*pairs(there, tree), ("_at", asked[-1])])
            if asked
            else None
        )

    def notices(self, at: str | None = None) -> tuple[Markup, ...]:
        """Return what has to be said once: what to do after the last step, and which answers were left out.

        A step shown again (`at`) does not follow the last one, so nothing is to be done after that.
        """
        return (*(self._after() if at is None else ()), *self._dropped())

    def offers_person(self) -> bool:
        """Tell whether enough fixes failed, here and in the trees before, to offer a person unasked."""
        failed = sum(
            1 for given in self.stand.position.trail if self._failed(self.stand.tree, given.step, given.value)
        )
        trees = self.services.library.customers
        earlier = self.stand.walk.known.earlier.items()
        failed += sum(
            1 for (tree, step), value in earlier if tree in trees and self._failed(trees[tree], step, value)
        )
        return failed >= FAILED_FIXES

    def _failed(self, tree: Tree, step_id: str, value: str) -> bool:
        if value != NOT_SOLVED:
            return False
        step = tree.step(step_id)
        return step is not None and step.kind is Kind.FIX

    def _after(self) -> Iterator[Markup]:
        """Yield what is to be done after the step that the customer answered last."""
        last = next((given for given in reversed(self.stand.position.trail) if _was_asked(given)), None)
        step = self.stand.tree.step(last.step) if last else None
        html = self.block(step.after) if step else None
        if html:
            yield html

    def _dropped(self) -> Iterator[Markup]:
        for gone in {(gone.step, gone.why): gone for gone in named(self.stand)}.values():
            step = self._step_of(gone)
            if step is not None:
                yield self._said(gone.why, step)

    def _step_of(self, gone: Dropped) -> Step | None:
        """Return the step of a value that was left out: of this tree, else of the trees before."""
        trees = self.services.library.customers
        before = [trees[name] for name in reversed(self.stand.walk.via) if name in trees]
        return next((step for tree in (self.stand.tree, *before) if (step := tree.step(gone.step))), None)

    def _said(self, why: Why, step: Step) -> Markup:
        messages = {
            Why.OFF_PATH: "Your answer to “%(question)s” is not needed any more.",
            Why.CHANGED: (
                "The question “%(question)s” has changed since you answered it, so it is asked again."
            ),
            Why.NOT_OFFERED: (
                "The answer to “%(question)s” is not one of the choices any more, so it is asked again."
            ),
            Why.TWICE: "There were two answers to “%(question)s”, so it is asked again.",
        }
        return Markup.escape(self.words(messages[why])) % {"question": self.inline(step.title)}


def _was_asked(given: Given) -> bool:
    """Tell whether the customer answered that step; else what is known did."""
    return given.source is Source.ANSWERED and not given.by


def place(scene: Scene) -> tuple[Hidden, ...]:
    """Return the fields of a form that say in which guide and language its walk is."""
    return Hidden(TREE, scene.stand.tree.id), Hidden(LOCALE, scene.locale)


def named(stand: Stand) -> list[Dropped]:
    """Return what was left out and has to be named: not what nothing here bears the name of."""
    return [gone for gone in stand.dropped if gone.why is not Why.UNKNOWN]
