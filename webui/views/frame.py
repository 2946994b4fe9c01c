"""What every page has around its content."""

from __future__ import annotations

from dataclasses import dataclass

from webui.views.together import Together


@dataclass(frozen=True, slots=True)
class Language:
    """A link to the same page in another language, in its own name."""

    locale: str
    name: str
    direction: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """The whole address of the same page in another language, or of `x-default`."""

    locale: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its content. `title` is for the window; `error` puts that word first."""

    locale: str
    direction: str
    title: str
    brand: str
    home_url: str
    person_url: str
    languages: tuple[Language, ...]
    static: str  # prefix of versioned static files, ends in "/"
    canonical: str | None = None
    alternates: tuple[Alternate, ...] = ()
    indexed: bool = False
    swapped: bool = False  # answering htmx: the heading takes the focus
    here: str = ""  # this page's own address, for "Try again"
    around: str = "base.html"  # the template of what stands around
    share_url: str = ""  # whole address without what belongs to this visit only; printed below the page
    together: Together | None = None  # who else walks this walk
    framers: str = ""  # the sites that may show this page inside their own, a space between two
