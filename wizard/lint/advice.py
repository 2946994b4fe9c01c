"""Finds what a text tells to do, in English, Persian and Arabic, unless its sentence tells not to do it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from wizard.model.step import TO_ASCII


class Advised(NamedTuple):
    """What was found: its words, the same as written with markup, and the sentence, in letters that compare."""

    words: str
    written: str
    sentence: str


# Letters that writers, keyboards and fonts mix up, each to one of them; half-spaces to spaces.
_LETTERS: Final = {
    **str.maketrans("يىكةأإآٱۀ", "ییکهااااه"),
    **str.maketrans("\u200c\u00a0’", "  '"),
    **TO_ASCII,
}
# Vowel signs, the hamza above, the long stroke, signs that only set a direction.
_SIGNS: Final = re.compile("[\u064b-\u0654\u0670\u0640\u200d-\u200f\u202a-\u202e\u2066-\u2069]")
_MARKUP: Final = frozenset("*`")
_DROPPED: Final = re.compile(f"[*`]|{_SIGNS.pattern}")
_UNMARKED: Final = str.maketrans("\n", " ", "*`")
_PLAIN: Final[dict[int, str | int | None]] = {
    **_LETTERS,
    **dict.fromkeys((sign for sign in range(0x600, 0x2070) if _SIGNS.match(chr(sign))), None),
    **dict.fromkeys(map(ord, _MARKUP), None),
    # Patterns take ſ for s, and for i both ı and İ (which is i with a dot of its own as a small letter).
    **str.maketrans("\nſı", " si", "\u0307"),
}


def _spelling(table: Mapping[int, str | int | None]) -> Callable[[str], str]:
    """Return what does as `str.translate`, which is slow where a text is not ASCII, though little of it changes."""
    signs = re.compile("[" + "".join(re.escape(chr(sign)) for sign in table) + "]")
    spelt = {chr(sign): chr(to) if isinstance(to, int) else to or "" for sign, to in table.items()}

    def spell(words: str) -> str:
        return words.translate(table) if words.isascii() else signs.sub(lambda sign: spelt[sign[0]], words)

    return spell


_in_letters: Final = _spelling(_LETTERS)
_in_plain: Final = _spelling(_PLAIN)

# A line break ends a sentence only where a paragraph or an item of a list begins.
_SOFT_BREAK: Final = re.compile(r"\n(?!\s*(?:[-*•]\s|\d+[.)]\s|\n))")
_SENTENCE: Final = re.compile(r"\S[^\n]*?(?:[.!?;؟؛](?=\s|$)|(?=\n)|$)")


def wording(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern of these alternatives that reads all spellings of a Persian or Arabic word alike."""
    pattern = _SIGNS.sub("", "|".join(alternatives)).translate(_LETTERS)
    return re.compile(pattern, re.IGNORECASE)


# «If …,» and the like: what is denied in such a clause is not the advice. So far they reach.
_CONDITION: Final = wording(
    r"\b(?:if|when|whenever|because|since|as long as)\b[^,]*,",
    r"\b(?:اگر|وقتی|چون|چنانچه|هرگاه)\b[^،]*،",
    r"\b[وف]?(?:إذا|إن|لو|لأن)\b[^،]*(?:،|\s(?=ف))",
)
# Words that turn into its contrary all the advice that follows them in a sentence; «but» and «then» end that.
_NEVER: Final = wording(
    r"\b(?:never|(?<!you )(?<!they )(?<!we )(?<!who )(?<!I )(?:do not|don't)|(?:do not|don't) (?:need|have) to"
    r"|(?:must|should|shall|need)(?: not|n't)|no need to|nobody|no one)\b(?!.*\b(?:but|then)\b)",
    r"\b(?:هرگز|هیچ ?وقت|هیچ ?گاه|مبادا|نباید|(?:لازم|نیازی|قرار) نیست)\b(?!.*\b(?:ولی|اما|سپس)\b)",
    r"\b[وف]?(?:لا (?:ت|يجوز|حاجة|داعي|ينبغي|يلزم)|ممنوع|إياك|احذر|تجنب)(?!.*\b(?:لكن|ولكن|ثم)\b)",
)
# Words that do so only where they stand directly before it.
_NOT: Final = wording(
    r"\b(?:without|instead of|rather than|avoid|not|not to|nor|no)\s+(?:just |simply )?$",
    r"(?:\b(?:بدون|به جای|بی آنکه)\s+$)",
    r"\b(?:دون|بدون|من غير|بدلا من|عوضا عن)\s+(?:أن\s+)?$",
)
# Somebody does it in a subordinate clause: «if you …».
_SUPPOSED: Final = wording(
    r"\b(?:if|when|whether|once|unless|after|before|did|while)\s+(?:you|they|we|somebody|someone|anybody)\s+$"
)
_SUPPOSED_HERE: Final = wording(r"\b(?:اگر|وقتی|چنانچه|هرگاه)\b[^،]*$")
# What comes directly after it and denies it, as verbs do that stand last.
_DENIED: Final = wording(
    r"\s*(?:for good |permanently )?(?:is|are)\s+(?:never|not|no|forbidden|dangerous)\b",
    r"[^،,]*?\b(?:ن(?:کنید|دهید|زنید|گذارید|گیرید|روید|شود)|نباید|ممنوع)\b",
    r"\s*(?:ممنوع|خطر|لا يجوز)\b",
)
_IMPERATIVE: Final = wording(r"\b(?:ب?کنید|ب?دهید|بزنید|بگیرید|بگذارید|ببندید|نمایید|کن)\b")


def advised(words: str, pattern: re.Pattern[str], *, lines: bool = False) -> Iterator[Advised]:
    """Yield what of a text fits the pattern and is neither asked, supposed nor denied.

    `lines`: each line is a sentence of its own, as in `how`.
    """
    text = _in_letters(_DROPPED.sub("", words if lines else _SOFT_BREAK.sub(" ", words)))
    for part in _SENTENCE.finditer(text):
        sentence = part[0]
        if sentence.endswith(("?", "؟")):
            continue
        for match in pattern.finditer(sentence):
            if not _denied(sentence[: match.start()], match[0], sentence[match.end() :]):
                written = _written(words, part.start() + match.start(), part.start() + match.end())
                yield Advised(written.translate(_UNMARKED), written, sentence)


def first_in_each(found: Iterable[Advised]) -> Iterator[Advised]:
    """Yield only the first of what was found in each sentence."""
    seen: set[str] = set()
    for advice in found:
        if advice.sentence not in seen:
            seen.add(advice.sentence)
            yield advice


def plain(words: str) -> str:
    """Return a text in one line, small letters and no markup, as `about` and `mentions` read it."""
    return _in_plain(words.lower())


def about(words: str) -> tuple[str, ...]:
    """Return words (divided by `|`) to look for in a plain text before a slower pattern is tried."""
    return tuple(plain(words).split("|"))


def mentions(words: str, pattern: re.Pattern[str]) -> bool:
    """Tell whether the pattern is found in a text, whatever its sentences say of it."""
    return pattern.search(plain(words)) is not None


def _written(words: str, start: int, end: int) -> str:
    """Return a text as written from one to another of the signs that are left when some are dropped."""
    dropped = {found.start() for found in _DROPPED.finditer(words)}
    kept = [at for at in range(len(words)) if at not in dropped]
    return words[kept[start] : kept[end - 1] + 1]


def _denied(before: str, match: str, after: str) -> bool:
    if _SUPPOSED.search(before) or (_SUPPOSED_HERE.search(before) and after.lstrip().startswith("،")):
        return True
    said = _CONDITION.sub("", before)
    if _NEVER.search(said) or _NOT.search(said):
        return True
    found = _DENIED.match(after)
    # A verb in what was found, or before the denial, makes that a clause of its own.
    return bool(found) and not _IMPERATIVE.search(match) and not _IMPERATIVE.search(found[0] if found else "")
