"""Every text of every page of a tree in one language, in the order in which they are read: for proofreading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from webui.markup import safe
from webui.present.conditions import in_words
from webui.present.scene import Scene
from webui.services import Services
from webui.studio import addresses
from webui.studio.around import crumbs, known_tree, scene_of, studio_frame
from webui.views.studio import ProofPage, ProofPart, ProofText
from wizard.loader.slots import SITE_SLOT
from wizard.model.step import Advice, Option, Step, Variant
from wizard.model.text import PLACEHOLDER, Image, Text
from wizard.model.tree import End, Tree
from wizard.rendering import direction
from wizard.transcript import option_words
from wizard.watching import Reading

# What a text is for.
TEXTS: Final = {
    "title": "Title",
    "summary": "Summary",
    "heading": "Heading",
    "hint": "Hint",
    "warning": "Warning",
    "how": "What to do",
    "answer": "Answer",
    "link": "Link",
    "check": "Check",
    "unit": "Unit",
    "undo": "Undo",
    "why": "Why",
    "after": "Afterwards",
    "check-of-all": "Check of every fix",
    "text": "Text",
    "solved": "When it is solved",
    "prevent": "So that it does not come back",
    "alt": "The picture in words",
}
Labelled = tuple[tuple[str, Text | None], ...]  # a key of TEXTS, and the text

_PRODUCT_SLOT: Final = "product."


def proof_page(found: Services, reading: Reading, locale: str, tree_id: str) -> ProofPage:
    """Return the page of a tree; 404 when there is no such tree."""
    tree = known_tree(reading, tree_id)
    words = found.words[locale]
    proof = _Proof(found, scene_of(found, tree, locale))
    source = found.library.translations.source_locale
    return ProofPage(
        frame=studio_frame(locale, words("All texts to read"), lambda other: addresses.proof(other, tree_id)),
        reading=reading.id,
        crumbs=crumbs(locale, tree),
        heading=proof.html(tree.title),
        source_locale=source,
        source_direction=direction(source),
        parts=tuple(part for part in proof.parts(tree) if part.texts),
    )


class _Proof:
    """The texts of one tree in one language, placeholders filled with samples."""

    def __init__(self, found: Services, scene: Scene) -> None:
        self.found = found
        self.scene = scene
        self.words = scene.words
        self.library = found.library

    def parts(self, tree: Tree) -> Iterator[ProofPart]:
        """Yield the head, the steps and the ends."""
        words = self.words
        yield self._part(words("In lists and searches"), _head(tree))
        for at, step in enumerate(tree.steps, 1):
            caption = words("Step %(num)s", num=words.number(at))
            yield ProofPart(caption, in_words(self.scene, step.when), tuple(self._step(step)))
        yield self._part(words("When it is solved"), _solved(tree))
        yield self._part(words("When it goes to a person"), (("text", tree.ticket_text),))
        for end in tree.ends.values():
            yield self._part(f"{words('End')}: {end.id}", _end(end))

    def html(self, text: Text) -> Markup:
        """Return a text with samples in place of its placeholders."""
        told = PLACEHOLDER.sub(self._sample, self.library.words(self.scene.locale, text))
        return safe(self.found.renderer.markdown(told, self.scene.locale))

    def _part(self, caption: str, labelled: Labelled) -> ProofPart:
        return ProofPart(caption, (), tuple(self._texts(labelled)))

    def _texts(self, labelled: Labelled) -> Iterator[ProofText]:
        for label, text in labelled:
            if text is not None:
                foreign = text.has_words and self.library.translations.found(self.scene.locale, text) is None
                yield ProofText(self.words(TEXTS[label]), self.html(text), foreign)

    def _step(self, step: Step) -> Iterator[ProofText]:
        yield from self._texts((("heading", step.title), ("hint", step.hint), ("warning", step.warning)))
        for part in step.how:
            yield from self._how(part)
        yield from self._texts(_middle(step))
        for option in step.options:
            yield from self._option(option)
        yield from self._texts(_last(step))

    def _how(self, part: Variant) -> Iterator[ProofText]:
        conditions = " ".join(one.striptags() for one in in_words(self.scene, part.when))
        for text in self._texts((("how", part.text),)):
            yield replace(text, label=f"{text.label} ({conditions})") if conditions else text

    def _option(self, option: Option) -> Iterator[ProofText]:
        if option.label is None:  # the site's words, or the program's own
            label = self.scene.markdown(option_words(self.library, option, self.scene.locale))
            yield ProofText(self.words("Answer"), label, foreign=False)
        rows = (("answer", option.label), ("hint", option.hint))
        yield from self._texts((*rows, *_picture(option.image)))

    def _sample(self, match: re.Match[str]) -> str:
        """Return what may stand for a placeholder: what is filled in, or the first value that comes."""
        name, locale = match["name"], self.scene.locale
        text: Text | None = None
        if name.startswith(SITE_SLOT):
            slot = self.library.site.slots.get(name.removeprefix(SITE_SLOT))
            text = slot.value if slot else None
        elif name.startswith(_PRODUCT_SLOT):
            slots = (product.slots for product in self.library.site.products.values())
            named = (found.get(name.removeprefix(_PRODUCT_SLOT)) for found in slots)
            text = next((value for value in named if value), None)
        else:
            fact = self.library.facts.get(name)
            text = next((option.label for option in fact.values if option.label), None) if fact else None
        return self.library.words(locale, text) if text else f"`[{name}]`"


def _middle(step: Step) -> Labelled:
    rows = (("link", step.link.label if step.link else None), ("check", step.check))
    return (*_picture(step.image), *rows)


def _last(step: Step) -> Labelled:
    rows = (
        ("unit", step.typed.unit if step.typed else None),
        ("undo", step.undo),
        ("why", step.why),
        ("after", step.after),
    )
    return (*rows, *(_advice(step.solved) if step.solved else ()))


def _head(tree: Tree) -> Labelled:
    return (("title", tree.title), ("summary", tree.summary))


def _solved(tree: Tree) -> Labelled:
    return (("check-of-all", tree.check), *_advice(tree.solved))


def _advice(advice: Advice) -> Labelled:
    return (("solved", advice.text), ("prevent", advice.prevent))


def _picture(image: Image | None) -> Labelled:
    return (("alt", image.alt if image else None),)


def _end(end: End) -> Labelled:
    return (("text", end.text), ("link", end.link.label if end.link else None))
