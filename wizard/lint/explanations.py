"""Every rule name a problem can bear, explained: what it means and why, with what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from wizard.lint import allowed, reviews, slots
from wizard.lint.rule import Example
from wizard.lint.rules import RULES
from wizard.problem import Level


class Explanation(NamedTuple):
    """What a rule says; `good` and `bad` only where examples say more than words."""

    name: str
    level: Level
    summary: str
    why: str
    good: Example = {}  # noqa: RUF012
    bad: Example = {}  # noqa: RUF012


# What is found while files are read, before any rule runs, and what is listed beside the problems.
_LOADING: Final = (
    Explanation(
        "yaml-syntax",
        Level.ERROR,
        "The file is no YAML: something in its spelling cannot be read.",
        "Nothing of a file can be trusted behind such a place, so the last good revision of the tree goes on "
        "being served. The hint says what to type.",
        {"tree.yaml": "steps:\n  switch:\n    tell: 'The switch is at the back.'\n"},
        {"tree.yaml": "steps:\n  switch:\n    tell: 'The switch is at the back.\n"},
    ),
    Explanation(
        "duplicate-key",
        Level.ERROR,
        "The same key stands twice in one place.",
        "YAML would silently keep only the last one; the message names both lines.",
        {"tree.yaml": "steps:\n  switch:\n    tell: It is at the back.\n  plug:\n    tell: It is below.\n"},
        {"tree.yaml": "steps:\n  switch:\n    tell: It is at the back.\n  switch:\n    tell: It is below.\n"},
    ),
    Explanation(
        "too-large",
        Level.ERROR,
        "A file is too large, too deep, or has too many values or anchors.",
        "A file that grows without bound, by mistake or on purpose, must not stop the server. Split it.",
    ),
    Explanation(
        "unknown-key",
        Level.ERROR,
        "A key is not part of the format.",
        "It would be passed over without a word. Often it is only misspelt: the hint names what was meant.",
        {"tree.yaml": "steps:\n  switch:\n    tell: It is at the back.\n    hint: It is black.\n"},
        {"tree.yaml": "steps:\n  switch:\n    tell: It is at the back.\n    hnt: It is black.\n"},
    ),
    Explanation(
        "schema",
        Level.ERROR,
        "Something is missing, or is not what the format expects there.",
        "The hint says what to write. An editor that knows the schemas shows the same while you type.",
        {"tree.yaml": "steps:\n  plug:\n    do: Plug it in\n    minutes: 2\n"},
        {"tree.yaml": "steps:\n  plug:\n    do: Plug it in\n    minutes: two\n"},
    ),
    Explanation(
        "model",
        Level.ERROR,
        "The parts of a file, or of several, do not fit together.",
        "Each part is right by itself, but no tree can be made of them: a block that is not there, a fact "
        "that has no question, two steps with one id, a file whose name is no id.",
        {"tree.yaml": "steps:\n  switch:\n    tell: It is at the back.\n"},
        {"tree.yaml": "steps:\n  switch:\n    tell: It is at the back.\n  more: {use: no-such-block}\n"},
    ),
    Explanation(
        "po-syntax",
        Level.ERROR,
        "A PO file cannot be read.",
        "None of its translations would be shown.",
    ),
    Explanation(
        slots.RULE,
        Level.WARNING,
        "A slot of _site.yaml is empty.",
        "Only the support team knows what belongs there. Every line, option and step that names it is left "
        "out until it is filled. Empty slots are listed below the problems and not counted, unless "
        "`--strict` is given.",
    ),
    Explanation(
        reviews.RULE,
        Level.WARNING,
        "A tree was to be read again by a day that has passed.",
        "Programs, prices and links change. Whoever reads the tree again writes the next day behind `review_by:`. "
        "Such trees are listed below the problems and not counted, unless `--strict` is given: a day that passes "
        "stops nobody's work on something else.",
    ),
)


def _allowing(what: str) -> Example:
    return {
        "tree.yaml": f"""\
steps:
  # lint: allow {what}
  plug:
    fix: Plug it in
    check: The light is on.
"""
    }


_ALLOWED: Final = {
    "tree.yaml": """\
steps:
  # lint: allow fix-without-check the lamp is in another room
  plug:
    fix: Plug it in
"""
}

# What is wrong with the comments that allow a problem.
_COMMENTS: Final = (
    Explanation(
        allowed.WITHOUT_REASON,
        Level.ERROR,
        "A comment allows a problem and does not say why.",
        "The next writer has to know whether the reason still holds. Until there is one, nothing is allowed.",
        _ALLOWED,
        _allowing("fix-without-check"),
    ),
    Explanation(
        allowed.UNKNOWN_RULE,
        Level.ERROR,
        "A comment allows what is no rule, or what cannot be allowed.",
        "Often the name is only misspelt: the hint names what was meant. What is found while files are read "
        "cannot be allowed, because without it there is no tree.",
        _ALLOWED,
        _allowing("fix-with-check the lamp is in another room"),
    ),
    Explanation(
        allowed.UNUSED,
        Level.WARNING,
        "A comment allows a problem that is not there.",
        "It was mended since, or the comment stands in the wrong place. Left there, it would hide the next one.",
        _ALLOWED,
        _allowing("fix-without-check the lamp is in another room"),
    ),
)

_ABOUT_COMMENTS: Final = """
## Allowing a problem

Sometimes a rule is wrong about one place. A comment says so, names the rule and gives the reason:

```yaml
steps:
  # lint: allow fix-without-check the lamp is in another room
  plug:
    fix: Plug it in
  fuse:
    fix: Change the fuse  # lint: allow fix-without-check the tree's last fix, a person looks next
```

| where the comment stands | what it speaks of |
| --- | --- |
| on a line of its own | the next line that is no comment, with all lines of the text that begins there |
| behind something | its line, with all lines of the text that begins there |
| above everything else in the file | the whole file |
| in a PO file, as a translator's comment (`# lint: allow …`) above an entry | that entry |

One comment names one rule; several comments may stand one above the other. The reason is required. What is found
while files are read (`yaml-syntax`, `duplicate-key`, `too-large`, `unknown-key`, `schema`, `model`, `po-syntax`)
cannot be allowed. A `#` inside a text is no comment. `wizard translate update` keeps comments above entries of PO
files, but not those of the file's head; those marked `#.` are not read, because programs write them anew."""


def explanations() -> Mapping[str, Explanation]:
    """Return the explanations of all rule names, in the order of the documentation."""
    rules = (
        Explanation(rule.name, rule.level, rule.summary, rule.why, rule.good, rule.bad) for rule in RULES
    )
    return {one.name: one for one in (*_LOADING, *rules, *_COMMENTS)}


def explained(name: str) -> str:
    """Return what `--explain` prints; KeyError when there is no such rule."""
    one = explanations()[name]
    return "\n".join(_plain(one))


def page() -> str:
    """Return docs/rules.md."""
    return "\n".join(_page()) + "\n"


def _plain(one: Explanation) -> Iterator[str]:
    yield f"{one.name} ({one.level})"
    yield ""
    yield one.summary
    yield one.why
    for title, example in (("Wrong:", one.bad), ("Right:", one.good)):
        for path, content in example.items() if one.bad else ():
            if path in _differing(one):
                yield ""
                yield f"{title}  ({path})" if len(one.bad) > 1 else title
                yield from (f"    {line}".rstrip() for line in content.splitlines())


def _page() -> Iterator[str]:
    yield "# Rules of the linter"
    yield ""
    yield "What `wizard lint` tells, by the name in brackets. `wizard lint --explain RULE` prints the same."
    yield "This page is written by `python -m wizard.lint.explanations`; a test says when it is out of date."
    yield from _ABOUT_COMMENTS.splitlines()
    for one in explanations().values():
        yield from ("", f"## {one.name}", "", f"*{one.level}* · {one.summary}", "", one.why)
        for title, example in (("Wrong", one.bad), ("Right", one.good)):
            for path, content in example.items() if one.bad else ():
                if path in _differing(one):
                    language = path.rpartition(".")[2]
                    yield from ("", f"{title}, `{path}`:" if len(one.bad) > 1 else f"{title}:", "")
                    yield from (f"```{language}", *content.splitlines(), "```")


def _differing(one: Explanation) -> frozenset[str]:
    """Return the paths of an example that show the matter: all that differ between wrong and right."""
    differing = {path for path in {**one.good, **one.bad} if one.good.get(path) != one.bad.get(path)}
    return frozenset(differing)


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
