"""Finds the schemas and the demonstration trees, in a checkout and in an installed wheel alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parent


def schemas() -> Path:
    """Return the folder of the `*.schema.json` files; FileNotFoundError when the installation lacks it."""
    return _folder("schemas")


def demonstration_trees() -> Path:
    """Return the folder of the trees that come with Rahgosha; FileNotFoundError as for `schemas`."""
    return _folder("trees")


def default_trees() -> Path:
    """Return where trees are looked for that nobody named: ./trees, the present folder when it is one of trees itself,
    else those that come with Rahgosha.
    """
    if Path("trees").is_dir():
        return Path("trees")
    return Path() if Path("_site.yaml").is_file() else demonstration_trees()


def _folder(name: str) -> Path:
    # The wheel's own copy comes first: beside an installed package there may be anybody's `trees`.
    for home in (_INSTALLED, _CHECKOUT):
        if (home / name).is_dir():
            return home / name
    raise FileNotFoundError(
        f"Rahgosha's folder {name!r} is in neither {_INSTALLED} nor {_CHECKOUT}. Install rahgosha again."
    )
