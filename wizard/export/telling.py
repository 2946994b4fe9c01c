"""What the player says of trees, facts and site: references to strings, beside the data that the engine reads."""

from __future__ import annotations

from typing import Any, Final

from wizard.export.data import condition
from wizard.export.strings import Reference, Strings
from wizard.model.fact import Fact
from wizard.model.site import Channel, Site
from wizard.model.step import TO_ASCII, Advice, Audience, Option, Risk, Step
from wizard.model.text import Image, Link, Text
from wizard.model.tree import End, Tree
from wizard.transcript import option_words

Told = dict[str, Any]

# Where somebody has to be there at the same time, the hours of the whole site count.
_AT_ONCE: Final = frozenset({"phone", "chat"})


class Telling:
    """Tells of one library. `pictures`: pictures are named, since the file brings them."""

    def __init__(self, strings: Strings, *, pictures: bool) -> None:
        self._strings = strings
        self._pictures = pictures
        self.images: dict[str, None] = {}

    def tree(self, tree: Tree) -> Told:
        """Return what is said of a tree; its steps stand in their order."""
        inline, block = self._strings.inline, self._strings.block
        return told(
            title=inline(tree.title),
            summary=inline(tree.summary),
            stage=tree.stage,
            products=list(tree.products),
            ticket=block(tree.ticket_text),
            solved=self._advice(tree.solved),
            ends={name: self._end(end) for name, end in tree.ends.items()},
            steps=[self._step(step) for step in tree.steps],
        )

    def fact(self, fact: Fact) -> Told:
        """Return what is said of a fact: its question, and its values."""
        return told(
            ask=self._strings.inline(fact.ask or fact.about),
            values={option.id: self._label(option) for option in fact.values},
            unit=self._strings.inline(fact.typed.unit) if fact.typed else None,
        )

    def site(self, site: Site) -> Told:
        """Return what is said of the site: whose it is, its stages and products, the ways to reach somebody."""
        inline = self._strings.inline
        return told(
            brand=self._strings.plain(site.brand),
            stages=[[name, inline(label)] for name, label in site.stages.items()],
            channels=[one for channel in site.channels if (one := self._channel(site, channel))],
            zone=site.time_zone,
            promise=self._strings.block(site.promise),
        )

    def _step(self, step: Step) -> Told:
        inline, block = self._strings.inline, self._strings.block
        parts = [part for part in step.how if part.audience is Audience.CUSTOMER]
        alone = len(step.how) == 1
        how = [
            [said, condition(part.when)] if part.when else [said]
            for part in parts
            if (said := self._strings.part(part, alone=alone)) is not None
        ]
        return told(
            title=inline(step.title),
            # Of an ask, which has no place for paragraphs beside its question.
            hint=inline(step.hint),
            how=how,
            check=block(step.check),
            warning=block(step.warning),
            undo=block(step.undo),
            why=block(step.why),
            after=block(step.after),
            minutes=step.minutes,
            risk=None if step.risk is Risk.NONE else str(step.risk),
            restart=step.restart,
            image=self._image(step.image),
            link=self._link(step.link),
            solved=self._advice(step.solved),
            unit=inline(step.typed.unit) if step.typed else None,
            options=[
                told(label=self._label(one), hint=inline(one.hint), image=self._image(one.image))
                for one in step.options
            ],
        )

    def _label(self, option: Option) -> Reference:
        if option.label is not None:
            return self._strings.inline(option.label)
        library = self._strings.library
        return self._strings.markdown(lambda locale: option_words(library, option, locale))

    def _advice(self, advice: Advice | None) -> Told:
        if advice is None:
            return {}
        return told(text=self._strings.block(advice.text), prevent=self._strings.block(advice.prevent))

    def _end(self, end: End) -> Told:
        return told(text=self._strings.block(end.text), link=self._link(end.link), goto=end.goto)

    def _link(self, link: Link | None) -> Told:
        address = self._strings.address(link.url) if link else None
        if link is None or address is None:
            return {}
        return told(url=address, label=self._strings.inline(link.label))

    def _image(self, image: Image | None) -> Told:
        if image is None or not self._pictures:
            return {}
        self.images[image.file] = None
        return told(file=image.file, alt=self._strings.plain(image.alt))

    def _channel(self, site: Site, channel: Channel) -> Told:
        written = Text(channel.address, "", "", channel.place)
        found = [one.strip("<> \n") for one in self._strings.source(written)]
        if not found[0]:
            return {}
        hours = channel.hours or (site.hours if channel.kind in _AT_ONCE else ())
        return told(
            kind=channel.kind,
            label=self._strings.inline(channel.label),
            address=found[0],
            url=_url(channel.kind, found[0]),
            hours=[[list(one.days), one.opens, one.closes] for one in hours],
            note=self._strings.block(channel.note),
        )


def told(**parts: object) -> Told:
    """Return the parts without the empty ones; nought is the number of a string."""
    return {
        name: part
        for name, part in parts.items()
        if part is not None and part is not False and part not in ([], {}, "")
    }


def _url(kind: str, address: str) -> str | None:
    if address.startswith(("https://", "http://", "mailto:", "tel:")):
        return address
    if kind == "phone":
        number = "".join(letter for letter in address.translate(TO_ASCII) if letter in "+0123456789")
        return f"tel:{number}" if number else None
    return f"mailto:{address}" if kind == "email" and "@" in address else None
