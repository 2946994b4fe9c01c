"""What goes wrong while people type, made from a right query: seeded, and written without the code under test."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

ZWNJ = "\u200c"
LATIN = "abcdefghijklmnopqrstuvwxyz"
PERSIAN = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
DIGITS = ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")

# Letter by letter as the key caps show them; capitals and signs that have no letter stay.
KEYS = {
    "fa": {
        **dict(zip("ضصثقفغعهخحجچ", "qwertyuiop[]", strict=True)),
        **dict(zip("شسیبلاتنمکگ", "asdfghjkl;'", strict=True)),
        **dict(zip("ظطزرذدپو", "zxcvbnm,", strict=True)),
        "آ": "H",
        "ژ": "C",
        "ي": "d",
        "ك": ";",
        ZWNJ: " ",
    },
    "ar": {
        **dict(zip("ضصثقفغعهخحجد", "qwertyuiop[]", strict=True)),
        **dict(zip("شسيبلاتنمكط", "asdfghjkl;'", strict=True)),
        **dict(zip("ئءؤرىةوزظ", "zxcvnm,./", strict=True)),
        "أ": "H",
        "إ": "Y",
        "آ": "N",
        "ذ": "`",
    },
}
LETTERS = {"fa": {key: letter for letter, key in KEYS["fa"].items() if letter not in ("ي", "ك", ZWNJ)}}
TASHKIL = range(0x64B, 0x653)


def misspelt(query: str, chance: random.Random) -> str | None:
    """Return the query with one slip in one of its longer words: a letter lost, doubled, changed or swapped."""
    words = query.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return None
    at = chance.choice(long)
    words[at] = _slip(words[at], chance)
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    letters = LATIN if word.isascii() else PERSIAN
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + chance.choice(letters) + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def joined(query: str, chance: random.Random) -> str | None:
    """Return the query with its half-spaces left out."""
    return query.replace(ZWNJ, "") if ZWNJ in query else None


def parted(query: str, chance: random.Random) -> str | None:
    """Return the query with spaces for its half-spaces."""
    return query.replace(ZWNJ, " ") if ZWNJ in query else None


def other_digits(query: str, chance: random.Random) -> str | None:
    """Return the query with its numbers in another family of digits."""
    if not any(sign.isdecimal() for sign in query) or "0x" in query:
        return None
    plain = query.translate({ord(sign): str(at) for digits in DIGITS for at, sign in enumerate(digits)})
    others = [plain.translate(str.maketrans(DIGITS[0], digits)) for digits in DIGITS]
    return chance.choice([other for other in others if other != query])


def other_letters(query: str, chance: random.Random) -> str | None:
    """Return the query as an Arabic keyboard writes Persian, and the other way round."""
    swapped = query.translate(str.maketrans("یکيك", "يكیک"))
    return swapped if swapped != query else None


def wrong_layout(query: str, chance: random.Random) -> str | None:
    """Return the keys of the query as the other language reads them, None when it has no letters of one alone."""
    letters = [letter for letter in query if letter.isalpha()]
    if len(letters) < 5:
        return None
    if all(letter.isascii() for letter in letters):
        return (
            "".join(LETTERS["fa"].get(letter, letter) for letter in query.lower())
            if query.isascii()
            else None
        )
    if any(letter.isascii() for letter in letters):
        return None
    keys = KEYS["ar" if any(letter in "يكةأإىؤئ" for letter in query) else "fa"]
    bare = "".join(letter for letter in query if ord(letter) not in TASHKIL)
    if any(letter.isalpha() and letter not in keys for letter in bare):
        return None
    bare = bare.replace("لا", "b") if keys is KEYS["ar"] else bare
    return "".join(keys.get(letter, letter) for letter in bare)


def shouted(query: str, chance: random.Random) -> str | None:
    """Return the query in capitals, with signs around it."""
    return f"!!! {query.upper()} !!!" if query.isascii() and query != query.upper() else None


SLIPS: tuple[Callable[[str, random.Random], str | None], ...] = (
    misspelt,
    joined,
    parted,
    other_digits,
    other_letters,
    wrong_layout,
    shouted,
)


def variants(query: str, seed: int) -> Iterator[tuple[str, str]]:
    """Yield each slip that can happen to a query: its name, and what is typed then."""
    chance = random.Random(f"{seed} {query}")
    for slip in SLIPS:
        typed = slip(query, chance)
        if typed is not None and typed != query:
            yield slip.__name__, typed
