"""The addresses of the studio's pages."""

from __future__ import annotations

ROOT = "/studio/"
READING = f"{ROOT}reading"
DRAWING_STYLE = f"{ROOT}drawing.css"


def trees(locale: str) -> str:
    """Return the address of the list of all trees."""
    return f"{ROOT}{locale}/"


def tree(locale: str, tree_id: str) -> str:
    """Return the address of a tree's page."""
    return f"{ROOT}{locale}/{tree_id}"


def texts(locale: str, tree_id: str) -> str:
    """Return the address of a tree's texts, all languages side by side."""
    return f"{ROOT}{locale}/{tree_id}/texts"


def proof(locale: str, tree_id: str) -> str:
    """Return the address of a tree's texts in one language, in reading order."""
    return f"{ROOT}{locale}/{tree_id}/proof"
