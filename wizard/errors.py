"""What the program met and cannot go on with: each error's docstring is its message and says the remedy."""

from __future__ import annotations


class WizardError(Exception):
    """Something went wrong."""

    def __init__(self, **fields: object) -> None:
        super().__init__((self.__doc__ or "").strip().format(**fields))


class NoTreesFolder(WizardError):
    """There is no folder of trees at {path}. Name one with --trees DIR or WIZARD_TREES."""


class UnknownTree(WizardError):
    """There is no tree called {tree} here. The trees are: {known}."""


class BadSetting(WizardError):
    """The setting {name} is {value!r}; it must be {expected}."""
