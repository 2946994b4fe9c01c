"""A walk in the terminal: question, numbered options, back and quit; at the end what a ticket would say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

import click

from wizard.cli.terminal import plain
from wizard.journey import Stand, end_of, stand
from wizard.known import Source
from wizard.library import Library
from wizard.model.step import Kind, Step
from wizard.model.text import Text
from wizard.model.tree import EndKind, Tree
from wizard.names import SOLVED
from wizard.rendering import Renderer
from wizard.transcript import Line, option_words, transcript
from wizard.words import word

_HEADINGS: Final = {
    EndKind.SOLVED: "Solved.",
    EndKind.REFERRED: "Somebody else can help here.",
    EndKind.TICKET: "A person will look at this.",
}
_QUESTIONS: Final = {Kind.FIX: "Did it help?", Kind.DO: "Have you done it?"}


class Move(Enum):
    """What the player may do instead of answering."""

    BACK = "b"
    QUIT = "q"


def play(library: Library, trees: Mapping[str, Tree], start: Stand, locale: str, *, staff: bool) -> None:
    """Ask for the answers from `start` on, until an end or until the player quits."""
    player = _Player(library, trees, locale, staff, Renderer(library, lambda _, tree: f"tree:{tree}"))
    stands = [start]
    while (step := stands[-1].position.step) is not None:
        player.show(stands[-1], step)
        answer = player.ask(step)
        if answer is Move.QUIT:
            return
        if answer is not Move.BACK:
            stands.append(player.answered(stands[-1], step, answer))
        elif len(stands) > 1:
            stands.pop()
        else:
            click.echo("This is where the walk began.")
    player.show_end(stands[-1])


@dataclass(frozen=True, slots=True)
class _Player:
    """What stays the same during one walk in the terminal."""

    library: Library
    trees: Mapping[str, Tree]
    locale: str
    staff: bool
    renderer: Renderer

    def answered(self, found: Stand, step: Step, answer: str) -> Stand:
        known = found.walk.known.answer(step.id, answer)
        return stand(self.trees, found.tree.id, replace(found.walk, known=known))

    def show(self, found: Stand, step: Step) -> None:
        """Print the step: where the walk is, what the step says, and its options."""
        left = found.position.left
        more = f"{left.least}" if left.least == left.most else f"{left.least} to {left.most}"
        click.echo(f"\n[{found.tree.id}] {step.id}  ({more} left)")
        click.secho(self._text(found, step.title), bold=True)
        for line in self._body(found, step):
            click.echo(line)
        if step.kind in _QUESTIONS:
            click.echo(_QUESTIONS[step.kind])
        for number, option in enumerate(step.options, start=1):
            hint = self._text(found, option.hint)
            label = plain(
                self.renderer.markdown(option_words(self.library, option, self.locale), self.locale)
            )
            click.echo(f"  {'#' if step.typed else ''}{number}  {label}{f' ({hint})' if hint else ''}")

    def ask(self, step: Step) -> str | Move:
        """Return the answer that the player gives, asked again until the step offers it."""
        while True:
            given = click.prompt(self._prompt(step), prompt_suffix=": ").strip()
            if given in (Move.BACK.value, Move.QUIT.value):
                return Move(given)
            answer = step.value(_as_value(step, given))
            if answer is not None:
                return answer
            click.echo("That is none of the answers.")

    def show_end(self, found: Stand) -> None:
        """Print the end and the transcript."""
        end = end_of(found) or ""
        click.echo(f"\n[{found.tree.id}] {end}")
        click.secho(_HEADINGS[found.tree.kind_of(end)], bold=True)
        for text in self._end_texts(found, end):
            if words := self._text(found, text):
                click.echo(words)
        click.echo("")
        for line in transcript(self.library, found, self.locale):
            click.echo(f"  {self._words(line.question)}  {self._words(line.answer)}{self._note(line)}")

    def _body(self, found: Stand, step: Step) -> Iterator[str]:
        how = plain(self.renderer.how(step, self.locale, found.position.values, staff=self.staff))
        texts = [self._text(found, text) for text in (step.hint, step.warning)]
        named = {"See": step.check, "Undo": step.undo, "Why": step.why}
        yield from (text for text in (*texts, how) if text)
        for name, text in named.items():
            if words := self._text(found, text):
                yield f"{name}: {words}"

    def _end_texts(self, found: Stand, end: str) -> Iterator[Text | None]:
        tree, trail = found.tree, found.position.trail
        kind, named = tree.kind_of(end), tree.ends.get(end)
        if kind is EndKind.SOLVED:
            last = tree.step(trail[-1].step) if trail and trail[-1].value == SOLVED else None
            own = last.solved if last else None
            yield (own and own.text) or tree.solved.text
            yield (own and own.prevent) or tree.solved.prevent
        elif named is not None:
            yield named.text
        else:
            yield tree.ticket_text

    def _words(self, source: str) -> str:
        return plain(self.renderer.markdown(source, self.locale))

    def _note(self, line: Line) -> str:
        told = line.by or line.source is not Source.ANSWERED
        return f"  ({word(self.locale, f'source.{line.source}')})" if told else ""

    def _text(self, found: Stand, text: Text | None) -> str:
        return plain(self.renderer.block(text, self.locale, found.position.values))

    def _prompt(self, step: Step) -> str:
        if step.typed:
            offered = f"Your answer{', #1' if step.options else ''}"
        elif step.many:
            offered = "Numbers, with spaces between them"
        else:
            offered = "Number"
        return f"{offered}, {Move.BACK.value} for back, {Move.QUIT.value} to quit"


def _as_value(step: Step, given: str) -> str:
    """Return what was typed as an answer: options by their numbers, `#1` beside a typed answer."""
    if step.typed and not given.startswith("#"):
        return given
    numbers = given.removeprefix("#").replace(",", " ").split()
    ids = {str(number): option.id for number, option in enumerate(step.options, start=1)}
    return ".".join(ids.get(number, "?") for number in (numbers if step.many else ["".join(numbers)]))
