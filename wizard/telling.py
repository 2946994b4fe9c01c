"""What stands in a tree, as plain words of a language: titles, options, ends, conditions."""

from __future__ import annotations

from typing import Final

from wizard.conditions import All, AnyOf, Compare, Condition, Is
from wizard.library import Library
from wizard.model.step import Option, Step, Typed
from wizard.model.text import Text
from wizard.model.tree import EndKind, Tree
from wizard.names import JUMP
from wizard.rendering import Renderer
from wizard.transcript import COMMA_LOCALES, option_words
from wizard.words import WORDS, word

_QUOTES: Final = {False: ("“", "”"), True: ("«", "»")}
_END_WORDS: Final = {
    EndKind.SOLVED: "graph.solved",
    EndKind.TICKET: "graph.ticket",
    EndKind.REFERRED: "graph.referred",
}


class Teller:
    """Tells in one language about the trees of one library: a line of plain words each, without Markdown."""

    def __init__(self, library: Library, locale: str) -> None:
        self.library = library
        self.locale = locale
        self._renderer = Renderer(library, lambda _, tree: JUMP + tree)

    def word(self, key: str) -> str:
        """Return one of the program's own words (a key of WORDS)."""
        return word(self.locale, key)

    def text(self, text: Text | None) -> str:
        """Return a text in one line, empty when there is none; as it is written where empty slots leave nothing."""
        return _one_line(self._renderer.plain(text, self.locale, {})) or _one_line(
            text.source if text else ""
        )

    def option(self, option: Option) -> str:
        """Return the label of an option, its own or a built-in one."""
        if option.label is not None:
            return self.text(option.label)
        words = option_words(self.library, option, self.locale)
        return _one_line(self._renderer.plain_markdown(words, self.locale))

    def answer(self, step: Step, option: str) -> str:
        """Return an answer as an edge names it: an option's label; `""` stands for what is typed."""
        found = step.option(option)
        return self.option(found) if found else option or self.word("graph.typed")

    def quoted(self, words: str) -> str:
        """Return words in the quotation marks of the language."""
        first, last = _QUOTES[self.locale in COMMA_LOCALES]
        return f"{first}{words}{last}"

    def end(self, tree: Tree, end: str) -> str:
        """Return an end: solved, a ticket, another tree by its title, a named end by its kind and id."""
        if end.startswith(JUMP):
            target = self.library.trees.get(end.removeprefix(JUMP))
            title = self.text(target.title) if target else ""
            return f"{self.word('graph.tree')}: {title or end.removeprefix(JUMP)}"
        told = self.word(_END_WORDS[tree.kind_of(end)])
        return f"{told}: {end}" if end in tree.ends else told

    def condition(self, tree: Tree, condition: Condition | None) -> tuple[str, ...]:
        """Return what has to be so, a part each; all of them together. Nothing when it is always so."""
        match condition:
            case None:
                return ()
            case All(items):
                return tuple(dict.fromkeys(part for item in items for part in self.condition(tree, item)))
            case Is() | Compare():
                return (self._leaf(tree, condition),)
            case AnyOf(items):
                return (self._either(tree, items),)
            case _:
                return (f"{self.word('graph.not')} {self._either(tree, condition.items, inner=True)}",)

    def joined(self, parts: tuple[str, ...]) -> str:
        """Return the parts of a condition as one: this and that."""
        return f" {self.word('graph.and')} ".join(parts)

    def _either(self, tree: Tree, items: tuple[Condition, ...], *, inner: bool = False) -> str:
        """Return alternatives; those of several parts in brackets, and all of them where more stands around."""
        told = [self.condition(tree, item) for item in items]
        single = [
            self.joined(parts) if len(parts) == 1 else f"({self.joined(parts)})" for parts in told if parts
        ]
        whole = f" {self.word('graph.or')} ".join(dict.fromkeys(single))
        return f"({whole})" if inner and len(single) > 1 else whole

    def _leaf(self, tree: Tree, leaf: Is | Compare) -> str:
        return f"{self.quoted(self.name(tree, leaf.name))}: {self._values(tree, leaf)}"

    def name(self, tree: Tree, name: str) -> str:
        """Return what a name stands for: a step's title, a fact's question, else the name itself."""
        step, fact = tree.step(name), tree.facts.get(name)
        asked = step.title if step else (fact.ask or fact.about) if fact else None
        return self.text(asked) or name

    def _values(self, tree: Tree, leaf: Is | Compare) -> str:
        step, fact = tree.step(leaf.name), tree.facts.get(leaf.name)
        if isinstance(leaf, Compare):
            typed = step.typed if step else fact.typed if fact else None
            return f"{self.word(f'graph.{leaf.relation}')} {self._bound(leaf, typed)}"
        options = step.options if step else fact.values if fact else ()
        known = {option.id: self.option(option) for option in options}
        named = [label for value, label in known.items() if value in leaf.values]
        others = sorted(leaf.values - known.keys())
        named += [self.word(value) if value in WORDS else value for value in others]
        return " / ".join(named)

    def _bound(self, leaf: Compare, typed: Typed | None) -> str:
        bound = (
            ".".join(map(str, leaf.bound)) if leaf.version else f"{leaf.bound[0]:.6f}".rstrip("0").rstrip(".")
        )
        return f"{bound} {self.text(typed.unit)}" if typed and typed.unit else bound


def _one_line(words: str) -> str:
    return " ".join(words.split())
