"""Where a walk stands, as the API tells it: by ids as `wizard walk --json` does, and in words."""

from __future__ import annotations

from collections.abc import Iterator

from webui import addresses
from webui.api.fields import fields_of
from webui.api.steps import step_of
from webui.api.values.texts import Link
from webui.api.values.trees import Left
from webui.api.values.walks import Besides, Channel, Dropped, End, Given, Place, Position
from webui.api.wording import Wording, html
from webui.present.channels import channels
from webui.present.end import advice_of, heading_of, next_tree_of
from webui.present.scene import Scene
from webui.services import Services
from webui.views.parts import Anchor
from wizard.journey import Stand, end_of
from wizard.model.step import Advice, Step
from wizard.model.tree import EndKind
from wizard.query import query_string
from wizard.rendering import direction


def position_of(found: Services, stand: Stand, locale: str) -> Position:
    """Return where a walk stands with all that is to be shown there."""
    scene = Scene(found, stand, locale, "")
    words = Wording(found, locale, stand.position.values)
    end = _end(scene, words)
    asks = end is not None and end.kind is not EndKind.SOLVED
    return Position(
        tree=stand.tree.id,
        revision=stand.tree.revision,
        position=_place(stand),
        trail=tuple(_trail(scene, words)),
        left=Left(stand.position.left.least, stand.position.left.most),
        dropped=tuple(Dropped(gone.step, gone.value, gone.why) for gone in stand.dropped),
        locale=locale,
        dir=direction(locale),
        title=words.line(stand.tree.title),
        query=query_string(scene.pairs),
        url=addresses.whole(scene.shared_url(stand.walk.at)),
        besides=tuple(_besides(scene, words)),
        notices=tuple(str(notice) for notice in scene.notices(stand.walk.at)),
        offer_person=scene.offers_person(),
        fields=fields_of(found, words, stand) if asks else (),
        channels=_channels(found, locale) if asks else (),
        walk=stand.walk.id,
        step=step_of(scene, words, shown) if (shown := _shown(stand)) else None,
        end=None if shown else end,
    )


def _shown(stand: Stand) -> Step | None:
    """Return the step to show: the one asked for again, else where the walk stands."""
    again = stand.tree.step(stand.walk.at) if stand.walk.at else None
    return again or stand.position.step


def _place(stand: Stand) -> Place:
    step = stand.position.step
    if step is None:
        return Place(end=end_of(stand))
    return Place(
        step=step.id,
        kind=step.kind,
        options=tuple(option.id for option in step.options),
        many=step.many or None,
        type=step.typed.kind if step.typed else None,
    )


def _trail(scene: Scene, words: Wording) -> Iterator[Given]:
    lines = [line for line in scene.lines() if line.on_path]
    for given, line in zip(scene.stand.position.trail, lines, strict=True):
        question, answer = words.said(line.question), words.said(line.answer)
        yield Given(given.step, given.value, given.source, question, answer, given.by)


def _besides(scene: Scene, words: Wording) -> Iterator[Besides]:
    for line in scene.lines():
        if not line.on_path:
            question, answer = words.said(line.question), words.said(line.answer)
            yield Besides(line.id, line.value, line.source, question, answer)


def _end(scene: Scene, words: Wording) -> End | None:
    end = end_of(scene.stand)
    if end is None:
        return None
    tree = scene.stand.tree
    kind, named = tree.kind_of(end), tree.ends.get(end)
    advice = advice_of(scene) if kind is EndKind.SOLVED else Advice()
    text = advice.text or (named.text if named else tree.ticket_text if kind is EndKind.TICKET else None)
    return End(
        id=end,
        kind=kind,
        heading=heading_of(scene, kind).unescape(),
        text=words.block(text),
        prevent=words.block(advice.prevent),
        link=link_of(scene.link(named.link) if named else None),
        next_tree=link_of(next_tree_of(scene, named)),
    )


def link_of(anchor: Anchor | None) -> Link | None:
    """Return a link of a page as a value."""
    return Link(anchor.url, str(anchor.label)) if anchor else None


def _channels(found: Services, locale: str) -> tuple[Channel, ...]:
    return tuple(
        Channel(
            label=str(one.label),
            hours=one.hours,
            open=one.is_open,
            url=one.url,
            address=one.address or None,
            state=one.state,
            note=html(one.note),
        )
        for one in channels(found, locale)
    )
