"""Folders of trees as search tests write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from wizard import resources
from wizard.library import load
from wizard.search.index import Index, build

SITE = """
brand: {name: Light}
default_locale: fa
locales: {en: source, fa: offered, ar: offered}
stages: {install: Installing, use: Using}
families: {law: Law}
products: {fiqh: {name: Jami Fiqh, family: law}, tibb: {name: Jami Tibb, family: law}}
words: {unsure: I am not sure}
"""
HEAD = "format: 1\nowner: support\nreview_by: 2099-01-01\n"
ENDING = """
steps:
  tried:
    ask: Did you try it?
    options:
      yes: "Yes"
      unsure:
"""
Folder = Callable[[Mapping[str, str]], Index]


@pytest.fixture
def indexed(tmp_path: Path) -> Folder:
    """The index over trees given as id -> YAML; a head and one question are added where they are missing."""

    def make(trees: Mapping[str, str]) -> Index:
        (tmp_path / "_site.yaml").write_text(SITE, "utf-8")
        for name, text in trees.items():
            head = (
                HEAD
                + ("" if "stage:" in text else "stage: use\n")
                + ("" if "products:" in text else "products: all\n")
            )
            head += "" if "summary:" in text else "summary: Short.\n"
            (tmp_path / f"{name}.yaml").write_text(
                head + text + ("" if "steps:" in text else ENDING), "utf-8"
            )
        loaded = load(tmp_path)
        assert loaded.problems == ()
        return build(loaded.library)

    return make


@pytest.fixture(scope="session")
def shipped() -> Index:
    """The index over the trees that come with the program."""
    return build(load(resources.demonstration_trees()).library)
