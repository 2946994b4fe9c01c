"""A folder of trees -> the library, with all problems of all files; a broken file never hides the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from wizard import limits, schema
from wizard.errors import NoTreesFolder
from wizard.garbage import collector_paused
from wizard.loader import facts as fact_loader
from wizard.loader import site as site_loader
from wizard.loader.part import Part
from wizard.loader.prune import pruned
from wizard.loader.shelf import Shelf
from wizard.loader.slots import filled
from wizard.loader.trees import block, tree
from wizard.model.fact import Fact
from wizard.model.form import Field
from wizard.model.site import Site
from wizard.model.step import Step
from wizard.model.text import Text
from wizard.model.tree import Tree, customers
from wizard.names import is_id
from wizard.problem import Level, Place, Problem, problem_at
from wizard.source import Cut, Source, place_in
from wizard.source import read as read_source
from wizard.translation.catalogs import Translations
from wizard.translation.catalogs import read as read_translations

SITE, FACTS, FIELDS, SHARED = "_site", "_facts", "_fields", "_shared"


@dataclass(frozen=True, slots=True)
class Library:
    """Trees, facts, fields, site and translations.

    `trees` are as written; `staff` as staff walk them, without what an empty slot leaves out; `customers` without
    the steps for staff too.
    """

    site: Site
    facts: Mapping[str, Fact] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)
    trees: Mapping[str, Tree] = field(default_factory=dict)
    staff: Mapping[str, Tree] = field(default_factory=dict)
    customers: Mapping[str, Tree] = field(default_factory=dict)
    translations: Translations = Translations()

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages offered, in the site's order."""
        return tuple(self.site.locales)

    def words(self, locale: str, text: Text) -> str:
        """Return a text in `locale`, or in the source language where that has no fresh translation."""
        return self.translations.words(locale, text)

    def with_trees(self, trees: Mapping[str, Tree]) -> Library:
        """Return the library with these trees instead."""
        staff = {name: filled(one, self.site) for name, one in trees.items()}
        return replace(
            self, trees=trees, staff=staff, customers={name: customers(one) for name, one in staff.items()}
        )


class HasTexts(Protocol):
    """What has translatable texts."""

    def texts(self) -> Iterator[Text]:
        """Yield them, in reading order."""
        ...


@dataclass(frozen=True, slots=True)
class Loaded:
    """A folder as loaded.

    `library.trees` are those without load errors; `broken` the others, as far as they could be made (else None);
    `lost` are names that vanished with broken parts of a file; `cuts` are texts behind which YAML dropped a ` # …`,
    by path; `blocks` are the steps of each block.
    """

    library: Library
    problems: tuple[Problem, ...]
    broken: Mapping[str, Tree | None]
    lost: Mapping[str, frozenset[str]]
    cuts: Mapping[str, tuple[Cut, ...]]
    blocks: Mapping[str, tuple[Step, ...]]
    sources: Mapping[str, Source]
    shelf: Shelf
    folder: Path
    shown: str

    def texts(self) -> Mapping[str, Mapping[str, Text]]:
        """Return every translatable text by catalog and context, in the order of the files."""
        found: dict[str, dict[str, Text]] = {}
        library = self.library
        made = {**library.trees, **{name: tree for name, tree in self.broken.items() if tree}}
        owners: list[HasTexts] = [
            library.site,
            *library.facts.values(),
            *library.fields.values(),
            *made.values(),
            *(step for steps in self.blocks.values() for step in steps),
        ]
        for owner in owners:
            for text in owner.texts():
                found.setdefault(text.catalog, {}).setdefault(text.context, text)
        return found


def load(
    folder: Path,
    shown: str | None = None,
    only: Collection[str] | None = None,
    instead: Mapping[str, str] | None = None,
) -> Loaded:
    """Return everything in `folder`; NoTreesFolder when it is none. What files hold never raises.

    `shown` is how problems name the folder (default: as given); `only` are the ids of the trees to read (default:
    all); `instead` are texts to read instead of files, by their names without `.yaml`.
    """
    if not folder.is_dir():
        raise NoTreesFolder(path=folder)
    with collector_paused():
        return _Loading(
            folder, shown if shown is not None else folder.as_posix(), only, instead or {}
        ).loaded()


class _Loading:
    """One run of `load`: reads each file once and gathers what is wrong."""

    def __init__(
        self, folder: Path, shown: str, only: Collection[str] | None, instead: Mapping[str, str]
    ) -> None:
        self.folder = folder
        self.shown = shown
        self.only = only
        self.instead = instead
        self.checked = 0  # how many of the problems `wrong_paths` counts
        self.wrong_paths: set[str] = set()
        self.problems: list[Problem] = []
        self.lost: dict[str, frozenset[str]] = {}
        self.cuts: dict[str, tuple[Cut, ...]] = {}
        self.sources: dict[str, Source] = {}

    def loaded(self) -> Loaded:
        site_file = self._read(SITE, "site")
        site = site_loader.site(site_file) if site_file else _no_site(self._path(SITE))
        facts_file = self._read(FACTS, "facts")
        facts = fact_loader.facts(facts_file) if facts_file else {}
        fields_file = self._read(FIELDS, "fields")
        fields = site_loader.fields(fields_file) if fields_file else {}
        blocks = dict(self._blocks())
        fact_data = facts_file.data if facts_file else {}
        shelf = Shelf(
            facts, fact_data, blocks, site.ends, site.unable, self.lost.get(self._path(FACTS), frozenset())
        )
        block_steps = {name: block(part, name, shelf) for name, part in blocks.items()}
        sound: dict[str, Tree] = {}
        broken: dict[str, Tree | None] = {}
        for name in self._tree_names():
            file = self._read(name, "tree")
            made = tree(file, name, shelf) if file else None
            if made is None or self._has_errors(made):
                broken[name] = made
            else:
                sound[name] = made
        others = (locale for locale, role in site.locales.items() if role != "source")
        translations, po_problems = read_translations(self.folder, self.shown, others, site.source_locale)
        library = Library(site, facts, fields, translations=translations).with_trees(sound)
        return Loaded(
            library=library,
            problems=tuple(sorted({*self.problems, *po_problems})),
            broken=broken,
            lost=self.lost,
            cuts=self.cuts,
            blocks=block_steps,
            sources=self.sources,
            shelf=shelf,
            folder=self.folder,
            shown=self.shown,
        )

    def _path(self, name: str) -> str:
        return f"{self.shown}/{name}.yaml"

    def _tree_names(self) -> Iterator[str]:
        for name in sorted(file.stem for file in self.folder.glob("*.yaml")):
            if not name.startswith("_") and (self.only is None or name in self.only):
                yield name
                if not is_id(name):
                    hint = "rename it with small letters a-z, digits and hyphens: question-marks.yaml"
                    place = Place(self._path(name), 1, 1)
                    self.problems.append(problem_at(place, "model", "the name of the file is no id", hint))
        for file in sorted(self.folder.glob("*.yml")):
            place = Place(f"{self.shown}/{file.name}", 1, 1)
            hint = f"rename it to {file.stem}.yaml"
            self.problems.append(
                problem_at(place, "model", "this file is not read: its name ends in .yml", hint)
            )

    def _blocks(self) -> Iterator[tuple[str, Part]]:
        for file in sorted((self.folder / SHARED).glob("*.yaml")):
            part = self._read(f"{SHARED}/{file.stem}", "block")
            if part:
                yield file.stem, part

    def _read(self, name: str, kind: str) -> Part | None:
        """Return the file's data as far as it is right, None when there is none."""
        content = self._content(name)
        if content is None:
            return None
        path = self._path(name)
        source = read_source(path, content)
        self.sources[path] = source
        self.problems.extend(source.problems)
        if source.cuts:
            self.cuts[path] = source.cuts
        if source.data is None:
            if not source.problems:
                self.problems.append(Problem(path, 1, 1, "schema", Level.ERROR, "the file is empty", ""))
            self.lost[path] = frozenset({"*"})
            return None
        if source.problems:
            self.lost[path] = frozenset()  # something may be missing, though no name of it is known
        findings = schema.check(source, kind)
        slips = {found.line for found in source.problems if found.rule != "duplicate-key"}
        # What the schema says of a line that had to be mended only follows from the slip.
        self.problems.extend(found.problem for found in findings if found.problem.line not in slips)
        if findings and not self._mended(source, kind, findings):
            self.lost[path] = frozenset({"*"})
            return None
        context = (
            name.removeprefix("_") if kind in ("facts", "fields", "site") else name.removeprefix(f"{SHARED}/")
        )
        return Part(source.data, place_in(source.data, [], path), name, context, self.problems)

    def _content(self, name: str) -> bytes | None:
        """Return what stands in the file of that name, or is to be read instead; None when there is no file."""
        if name in self.instead:
            return self.instead[name].encode()
        try:
            return (self.folder / f"{name}.yaml").read_bytes()
        except (FileNotFoundError, IsADirectoryError):
            return None

    def _mended(self, source: Source, kind: str, findings: list[schema.Finding]) -> bool:
        """Take out what is wrong, and what is none without it; tell whether what is left can be read.

        What is only missing at the head of a file does not keep the rest from being read.
        """
        lost: set[str] = set()
        for _ in range(limits.PRUNED_ROUNDS):
            lost |= pruned(source, [finding.path for finding in findings])
            findings = schema.check(source, kind)
            if not any(finding.path for finding in findings):
                break
        if lost:
            self.lost[source.path] = frozenset(lost)
        return isinstance(source.data, dict) and not any(finding.path for finding in findings)

    def _has_errors(self, made: Tree) -> bool:
        paths = {made.place.path, *(self._path(f"{SHARED}/{use.block}") for use in made.blocks)}
        if any(name in made.facts for name in made.index) or self._names_lost_facts(made):
            paths.add(self._path(FACTS))
        for found in self.problems[self.checked :]:
            if found.level is Level.ERROR:
                self.wrong_paths.add(found.path)
        self.checked = len(self.problems)
        return not self.wrong_paths.isdisjoint(paths)

    def _names_lost_facts(self, made: Tree) -> bool:
        """Tell whether a condition of the tree names a fact that a broken part of `_facts.yaml` took away."""
        lost = self.lost.get(self._path(FACTS))
        if not lost:
            return False
        named = {
            leaf.name for step in made.steps for condition in step.conditions() for leaf in condition.leaves()
        }
        unknown = named - made.index.keys() - made.facts.keys()
        return bool(unknown) and ("*" in lost or not lost.isdisjoint(unknown))


def _no_site(path: str) -> Site:
    return Site(brand=Text("Support", SITE, "site/brand.name", Place(path)), place=Place(path))
