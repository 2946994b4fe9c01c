"""A whole tree as an article: every step in order, for printing, for reading ahead and for search engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from markupsafe import Markup

from webui import addresses
from webui.markup import safe
from webui.present.conditions import in_words
from webui.present.frame import frame
from webui.present.scene import Scene
from webui.views.article import ArticleChoice, ArticlePage, ArticlePart, ArticleStep
from wizard.model.step import Audience, Kind, Option, Step
from wizard.model.tree import EndKind, Target
from wizard.names import JUMP
from wizard.query import Pair
from wizard.transcript import option_words

VIEW: Final[Pair] = ("_view", "article")
_DONE: Final = frozenset({Kind.FIX, Kind.DO})


def article_url(locale: str, tree: str) -> str:
    """Return the address of a tree's article."""
    return addresses.tree(locale, tree, [VIEW])


def article_page(scene: Scene) -> ArticlePage:
    """Return the article of the scene's tree; nothing that is known on the walk plays a part."""
    tree, locale = scene.stand.tree, scene.locale
    title = scene.plain(tree.title)

    def elsewhere(other: str) -> str:
        return article_url(other, tree.id)

    return ArticlePage(
        frame=frame(
            scene.services,
            locale,
            title,
            elsewhere,
            indexed=True,
            canonical=elsewhere(locale),
            alternates=elsewhere,
            share=elsewhere(locale),
        ),
        heading=scene.inline(tree.title),
        summary=scene.inline(tree.summary) or None,
        steps=tuple(_step(scene, at, step) for at, step in enumerate(tree.steps)),
        check=scene.block(tree.check),
        prevent=scene.block(tree.solved.prevent),
        text=scene.block(tree.ticket_text),
        start_url=addresses.tree(locale, tree.id),
        data=_as_data(_structured(scene)),
    )


def _step(scene: Scene, at: int, step: Step) -> ArticleStep:
    heading = scene.inline(step.title)
    is_long = "<p>" in heading
    return ArticleStep(
        caption=scene.words("Step %(num)s", num=scene.words.number(at + 1)),
        heading=None if is_long else heading,
        text=scene.block(step.title) if is_long else None,
        conditions=in_words(scene, step.when),
        hint=scene.inline(step.hint) or None,
        choices=tuple(_choices(scene, at, step)) if step.kind is Kind.ASK else (),
        warning=scene.block(step.warning),
        parts=tuple(_parts(scene, step)),
        picture=scene.picture(step.image),
        link=scene.link(step.link),
        undo=scene.block(step.undo),
        after=scene.block(step.after),
        check=scene.block(step.check),
    )


def _parts(scene: Scene, step: Step) -> Iterator[ArticlePart]:
    for variant in step.how:
        html = scene.block(variant.text) if variant.audience is Audience.CUSTOMER else None
        if html:
            yield ArticlePart(in_words(scene, variant.when), html)


def _choices(scene: Scene, at: int, step: Step) -> Iterator[ArticleChoice]:
    for option in step.options:
        leads = _leads(scene, at, scene.stand.tree.targets[at][option.id])
        yield ArticleChoice(_label(scene, option), scene.inline(option.hint) or None, leads)


def _label(scene: Scene, option: Option) -> Markup:
    return scene.markdown(option_words(scene.services.library, option, scene.locale))


def _leads(scene: Scene, at: int, target: Target) -> Markup | None:
    """Return where an answer leads, None when it is the next step."""
    words, tree = scene.words, scene.stand.tree
    if isinstance(target, int):
        later = words("go on with step %(num)s", num=words.number(target + 1))
        return Markup.escape(later) if target > at + 1 else None
    other = (
        scene.services.library.customers.get(target.removeprefix(JUMP)) if target.startswith(JUMP) else None
    )
    if other is not None:
        link = Markup('<a href="{}">{}</a>').format(
            article_url(scene.locale, other.id), scene.inline(other.title)
        )
        return Markup.escape(words("go on with this guide:")) + " " + link
    headings = {
        EndKind.SOLVED: "then it is solved",
        EndKind.REFERRED: "somebody else can help you here",
        EndKind.TICKET: "a person will look at this",
    }
    end = tree.ends.get(target)
    text = scene.block(end.text) if end else None
    said = Markup.escape(words(headings[tree.kind_of(target)]))
    return said + Markup('<div class="text labels">{}</div>').format(text) if text else said


def _structured(scene: Scene) -> dict[str, Any]:
    """Return the tree in the words of schema.org: what is done step by step, or what is only answered."""
    tree = scene.stand.tree
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "name": scene.plain(tree.title),
        "inLanguage": scene.locale,
        "url": addresses.whole(article_url(scene.locale, tree.id)),
    }
    if tree.summary:
        about["description"] = scene.plain(tree.summary)
    steps = [
        {"@type": "HowToStep", "name": scene.plain(step.title), "text": _plain_how(scene, step)}
        for step in tree.steps
        if step.kind in _DONE
    ]
    if steps:
        return {**about, "@type": "HowTo", "step": steps}
    answer = " ".join(scene.plain(step.title) for step in tree.steps if step.kind is Kind.TELL)
    if not answer:
        return {**about, "@type": "WebPage"}
    question = {
        "@type": "Question",
        "name": about["name"],
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }
    return {**about, "@type": "FAQPage", "mainEntity": [question]}


def _plain_how(scene: Scene, step: Step) -> str:
    return " ".join(part.html.striptags() for part in _parts(scene, step)) or scene.plain(step.title)


def _as_data(data: dict[str, Any]) -> Markup:
    """Return JSON that can stand in a page: nothing in it ends the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return safe(text)
