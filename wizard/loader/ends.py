"""Named ends of a tree, block or site."""

from __future__ import annotations

from wizard.loader.part import Part
from wizard.model.text import Link
from wizard.model.tree import End, EndKind


def ends(part: Part, prefix: str = "") -> dict[str, End]:
    """Return the ends under `ends:` by full id (`prefix` is `<block>.` in a block)."""
    inner = part.bare("ends")
    found = {}
    for name, _ in inner.entries() if inner else ():
        end = inner.part(name, f"ends.{name}") if inner else None
        if end is None:
            continue
        named = {key: f"ends.{name}.{key}" for key in ("text", "link")}
        found[prefix + name] = End(
            id=prefix + name,
            kind=EndKind(end.scalar("kind", EndKind.TICKET)),
            text=part.text_of(end.scalar("text"), named["text"], end.place_of("text")),
            place=inner.place_of_key(name) if inner else end.place,
            fields=end.words("fields"),
            link=_link(part, end, named["link"]),
            goto=end.scalar("goto") or None,
        )
    return found


def _link(part: Part, end: Part, name: str) -> Link | None:
    detail = end.bare("link")
    if detail is None:
        return end.link()
    label = part.text_of(detail.scalar("label"), f"{name}.label", detail.place_of("label"))
    return Link(detail.scalar("url"), label, detail.place)
