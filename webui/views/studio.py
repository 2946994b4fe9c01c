"""What the templates of the studio see: pages for those who write trees, and what stands beside customers' pages."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from webui.views.frame import Frame
from webui.views.parts import Anchor


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file. `marked` is the one that a problem is about; `before` is what stands left of its column."""

    number: int
    text: str
    marked: bool
    before: str


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem of a file, in the linter's own English words. `level` is error or warning."""

    place: str
    level: str
    rule: str
    message: Markup
    hint: Markup
    excerpt: tuple[Excerpt, ...]
    walk_url: str | None = None  # the walk that shows it


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a customer's page: the problems of its files. `reading` is another one after each save."""

    locale: str
    direction: str
    static: str
    reading: str
    state: str
    notes: tuple[str, ...]
    problems: tuple[ProblemView, ...]
    errors: int
    tree_url: str | None
    studio_url: str
    others: str | None  # how many problems other files have


@dataclass(frozen=True, slots=True)
class StudioPage:
    """What every page of the studio has. `crumbs` lead from the list of trees to here."""

    frame: Frame
    reading: str
    crumbs: tuple[Anchor, ...]

    @property
    def static(self) -> str:
        """Where the static files are."""
        return self.frame.static


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A tree in the list: `errors` and `warnings` in words, empty without any; `notes` say what state it is in."""

    id: str
    url: str
    title: Markup
    errors: str
    warnings: str
    notes: tuple[str, ...]
    untranslated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherFile:
    """A file that is no tree, and its problems."""

    path: str
    count: str
    problems: tuple[ProblemView, ...]


@dataclass(frozen=True, slots=True)
class TreesPage(StudioPage):
    """All trees, the problems of the other files, and the slots that the support team has not filled."""

    state: str
    trees: tuple[TreeRow, ...]
    shared: tuple[Anchor, ...]  # the texts of the files that trees share
    files: tuple[OtherFile, ...]
    slots: tuple[ProblemView, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a tree. Without `start_url`, `why_not` says why it cannot be started from."""

    number: str
    id: str
    kind: str
    heading: Markup
    conditions: tuple[Markup, ...]
    start_url: str | None
    why_not: str
    problems: str


@dataclass(frozen=True, slots=True)
class TreePage(StudioPage):
    """A tree: its steps to start from, its drawing, and its problems."""

    heading: Markup
    notes: tuple[str, ...]
    start_url: str | None
    texts_url: str
    proofs: tuple[Anchor, ...]
    steps: tuple[StepRow, ...]
    picture: Markup
    state: str
    problems: tuple[ProblemView, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A text in one language. `state` is fresh, stale, missing or same (nothing to translate); `word` says it."""

    locale: str
    direction: str
    name: str
    html: Markup
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text in all languages, and where it is written."""

    context: str
    place: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A language, and how many texts it lacks or has in an older version."""

    name: str
    missing: str
    stale: str


@dataclass(frozen=True, slots=True)
class TextsPage(StudioPage):
    """Every text of a tree, all languages side by side."""

    heading: Markup
    unfinished: tuple[Unfinished, ...]
    rows: tuple[TextRow, ...]


@dataclass(frozen=True, slots=True)
class ProofText:
    """A text to read, and what it is for. `foreign` when it is not translated and stands in the source language."""

    label: str
    html: Markup
    foreign: bool


@dataclass(frozen=True, slots=True)
class ProofPart:
    """A step or an end with all its texts."""

    caption: str
    conditions: tuple[Markup, ...]
    texts: tuple[ProofText, ...]


@dataclass(frozen=True, slots=True)
class ProofPage(StudioPage):
    """Every text of every page of a tree in one language, in the order in which they are read."""

    heading: Markup
    source_locale: str
    source_direction: str
    parts: tuple[ProofPart, ...]
