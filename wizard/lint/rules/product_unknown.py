"""A product that the site does not have."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.library import SITE
from wizard.lint.nearest import nearest
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.problem import Level

name = "product-unknown"
level = Level.ERROR
summary = "A tree is for a product that _site.yaml does not list."
why = "Customers who choose their product would not find the tree."
_SITE = """\
brand: {name: Light}
default_locale: en
locales: {en: source}
stages: {use: Using}
products: {desk-lamp: {name: Desk lamp}}
"""
good: Example = {
    "_site.yaml": _SITE,
    "lamp.yaml": """\
title: The lamp is dark
products: [desk-lamp]
steps:
  switch:
    tell: The switch is at the back.
""",
}
bad: Example = {**good, "lamp.yaml": good["lamp.yaml"].replace("desk-lamp", "desklamp")}


def check(survey: Survey) -> Iterator[Found]:
    """Yield each unknown product of a tree; nothing when there is no (whole) site file."""
    if not survey.has(SITE):
        return
    products = survey.loaded.library.site.products
    for tree in survey.trees:
        for at, product in enumerate(tree.products):
            if product not in products:
                near = nearest(product, products)
                hint = f"did you mean `{near}`?" if near else "add it under products: in _site.yaml"
                place = survey.at(tree.place.path, "products", at)
                yield Found(place, f"there is no product `{product}`", hint)
