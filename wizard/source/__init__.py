"""YAML text -> plain data with the place of every key and value. The only package that imports yaml.

Scalars come twice: as spelt, for the model (`yes`, `1603` and dates stay text), and as YAML 1.2 types, for the
schema (what a writer's editor sees). Nothing is ever constructed but mappings, lists and scalars, without recursion.
"""

from wizard.source.data import Cut, Mapping, Sequence, Source, place_in, typed_scalar
from wizard.source.reading import read

__all__ = ["Cut", "Mapping", "Sequence", "Source", "place_in", "read", "typed_scalar"]
