"""What the rules look at, gathered once: trees, their ways on, conditions and words, and where those stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wizard.exploration.audiences import Explored, explorations
from wizard.exploration.explore import Progress
from wizard.library import FACTS, SHARED, SITE, Loaded
from wizard.lint import matters
from wizard.lint.gotos import Goto, named_gotos
from wizard.lint.leaves import Leaf, leaves
from wizard.lint.sheets import Sheet, Sheets
from wizard.lint.spots import found_in
from wizard.loader.ends import ends
from wizard.loader.part import Part
from wizard.model.step import Step
from wizard.model.text import Image, Text
from wizard.model.tree import Tree
from wizard.path_tests.model import PathTestFile
from wizard.path_tests.reading import read as read_path_tests
from wizard.problem import Place
from wizard.source import place_in
from wizard.translation.catalogs import LOCALE_FOLDER, Entry


@dataclass(frozen=True)  # no slots: cached_property keeps its values in the instance
class Survey:
    """A folder as loaded. `trees` are all that could be made, broken ones too, in the order of their ids.

    `flows` are the trees and, as trees without a head, the blocks that no tree uses. What is gathered from
    them is gathered when a rule first asks for it, and kept for the others. Exploring can take long, so `progress`
    is told how far it is.
    """

    loaded: Loaded
    trees: tuple[Tree, ...]
    flows: tuple[Tree, ...]
    progress: Progress | None = None

    @cached_property
    def tree_ids(self) -> frozenset[str]:
        """The ids of all trees, of those that could not be made too."""
        return frozenset({*self.loaded.library.trees, *self.loaded.broken})

    @cached_property
    def steps(self) -> Sequence[tuple[Tree, Step]]:
        """Every step once, with a tree it stands in (a block's steps with the first that uses it)."""
        found: dict[Place, tuple[Tree, Step]] = {}
        for flow in self.flows:
            for step in flow.steps:
                found.setdefault(step.place, (flow, step))
        return tuple(found.values())

    @cached_property
    def named_gotos(self) -> Sequence[Goto]:
        """Every way on that leads to a place with a name: not just to the next step."""
        return tuple(named_gotos(self.flows))

    @cached_property
    def leaves(self) -> Sequence[Leaf]:
        """Every comparison in the conditions of steps, options and parts of `how`."""
        return tuple(leaves(self.flows))

    @cached_property
    def explorations(self) -> Sequence[Explored]:
        """What is found on all walks through each of the flows, in their order."""
        return explorations(self.flows, self.progress)

    @cached_property
    def path_tests(self) -> Mapping[str, PathTestFile]:
        """The files of path tests, by the ids of their trees."""
        return read_path_tests(self.loaded.folder, self.loaded.shown)

    @cached_property
    def texts(self) -> Mapping[str, Mapping[str, Text]]:
        """Every translatable text by catalog and context."""
        return self.loaded.texts()

    @cached_property
    def written(self) -> Sheets:
        """Every text as written."""
        return Sheets([*map(self._written, self.texts.values())])

    @cached_property
    def translated(self) -> Sheets:
        """Every translation that is shown: none that is missing or stale."""
        translations = self.loaded.library.translations.entries
        return Sheets(
            [
                self._translated(locale, catalog, entries)
                for locale, catalogs in translations.items()
                for catalog, entries in catalogs.items()
            ]
        )

    @cached_property
    def read(self) -> Sheets:
        """Everything that customers read, in all languages."""
        return Sheets([*self.written.sheets, *self.translated.sheets])

    @cached_property
    def touches(self) -> Sequence[matters.Touch]:
        """What steps tell to change deep in Windows."""
        near = self.mentioned(matters.ABOUT)
        return tuple(touch for _, step in self.steps if near for touch in matters.touches(step, near))

    def mentioned(self, about: Collection[str]) -> Collection[Place]:
        """Return the places of the texts that mention one of these (from `about`) as written."""
        return {wording.place for wording in self.written.mentioning(about)}

    @cached_property
    def images(self) -> Sequence[Image]:
        """Every picture; one that a fact lends to its steps comes several times."""
        return tuple(_images(self))

    def _written(self, by_context: Mapping[str, Text]) -> Sheet:
        texts = [*by_context.values()]
        locale = self.loaded.library.site.source_locale
        return Sheet(locale, texts, [text.source for text in texts], [text.place for text in texts])

    def _translated(self, locale: str, catalog: str, entries: Mapping[str, Entry]) -> Sheet:
        known = self.texts.get(catalog, {})
        translations = self.loaded.library.translations
        texts = [known[context] for context in entries if context in known]
        shown = [text for text in texts if translations.found(locale, text)]
        used = [entries[text.context] for text in shown]
        places = [self.po_place(locale, catalog, entry) for entry in used]
        return Sheet(locale, shown, [entry.words for entry in used], places)

    def entries(self) -> Iterator[tuple[str, str, str, Entry]]:
        """Yield locale, catalog, context and entry of everything that stands in the PO files."""
        for locale, catalogs in self.loaded.library.translations.entries.items():
            for catalog, by_context in catalogs.items():
                for context, entry in by_context.items():
                    yield locale, catalog, context, entry

    def po_place(self, locale: str, catalog: str, entry: Entry | None = None) -> Place:
        """Return where a translation stands, or (without `entry`) the first line of its file."""
        path = f"{self.loaded.shown}/{LOCALE_FOLDER}/{locale}/{catalog}.po"
        return Place(path, max(entry.line, 1) if entry else 1, 1)

    def path(self, name: str) -> str:
        """Return how problems name a YAML file of the folder, given without `.yaml`."""
        return f"{self.loaded.shown}/{name}.yaml"

    def is_block(self, path: str) -> bool:
        """Tell whether a path is that of a block's file."""
        return path.startswith(f"{self.loaded.shown}/{SHARED}/")

    def spelt(self, name: str, place: Place) -> str:
        """Return a full name as one writes it at `place`: without the block's id inside the block."""
        if not self.is_block(place.path):
            return name
        return name.removeprefix(f"{place.path.rpartition('/')[2].removesuffix('.yaml')}.")

    def has(self, name: str) -> bool:
        """Tell whether the folder has that YAML file and all of it could be read."""
        return self.path(name) in self.loaded.sources and self.path(name) not in self.loaded.lost

    def lacks(self, name: str) -> bool:
        """Tell whether that file could not be read in full, so that something not in it may only be lost."""
        return self.path(name) in self.loaded.lost

    def is_lost(self, tree: Tree, name: str) -> bool:
        """Tell whether `name` may have vanished with a broken part of a file: nothing can be said then."""
        if not self.loaded.lost:
            return False
        shared = {self.path(FACTS), self.path(SITE)}
        lost = {word for path in files(self, tree) | shared for word in self.loaded.lost.get(path, ())}
        return "*" in lost or name in lost or name.split(".")[-1] in lost

    def has_losses(self, tree: Tree) -> bool:
        """Tell whether a part of the tree's own files was broken and is not there."""
        return bool(self.loaded.lost) and not files(self, tree).isdisjoint(self.loaded.lost)

    def at(self, path: str, *keys: str | int, key: bool = False) -> Place:
        """Return where the value at `keys` stands in a file; with `key`, where its key stands."""
        source = self.loaded.sources.get(path)
        return place_in(source.data if source else None, list(keys), path, key=key)

    def spot(self, text: Text, snippet: str, place: Place | None = None) -> Place:
        """Return where `snippet` stands in the lines of a text; where the text begins when it is not there.

        `place` is that of a translation, whose file is not searched.
        """
        source = self.loaded.sources.get(text.place.path)
        if (place is not None and place != text.place) or source is None:
            return place or text.place
        return found_in(source, text, snippet) or text.place


def survey(loaded: Loaded, progress: Progress | None = None) -> Survey:
    """Return the survey of a loaded folder; `progress` is told how far exploring it is."""
    made = {**loaded.library.trees, **{name: tree for name, tree in loaded.broken.items() if tree}}
    trees = tuple(made[name] for name in sorted(made))
    used = {use.block for tree in trees for use in tree.blocks}
    alone = (_alone(loaded, name, steps) for name, steps in loaded.blocks.items() if name not in used)
    return Survey(loaded, trees, (*trees, *alone), progress)


def files(survey: Survey, tree: Tree) -> set[str]:
    """Return the paths of the files that a tree is made of: its own and its blocks'."""
    return {tree.place.path, *(survey.path(f"{SHARED}/{use.block}") for use in tree.blocks)}


def _alone(loaded: Loaded, name: str, steps: Sequence[Step]) -> Tree:
    """Return a block that no tree uses as a tree of its own, so that the same rules can read it."""
    place = Place(f"{loaded.shown}/{SHARED}/{name}.yaml", 1, 1)
    part = Part(loaded.sources[place.path].data, place, f"{SHARED}/{name}", name, [])
    gates: dict[str, int] = {}
    for at, step in enumerate(steps):
        for group in step.groups:
            gates.setdefault(f"{name}.{group}", at)
    library = loaded.library
    return Tree(
        id=name,
        title=Text(name, part.catalog, f"{name}/title", place),
        summary=None,
        stage="",
        place=place,
        steps=tuple(steps),
        ends={**library.site.ends, **ends(part, f"{name}.")},
        facts=library.facts,
        gates=gates,
    )


def _images(survey: Survey) -> Iterator[Image]:
    for _, step in survey.steps:
        if step.image:
            yield step.image
        for option in step.options:
            if option.image:
                yield option.image
    for fact in survey.loaded.library.facts.values():
        yield from (image for image in (fact.image, *(one.image for one in fact.values)) if image)
