"""What the forms of a word share, so that plural, article and ending do not hide it. Light on purpose: no dictionary.

Works on folded tokens; a stem is never shown to anybody.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from wizard.search.fold import fold

_LEAST: Final = 3  # letters that must stay
_LATIN: Final = (
    *("ations", "ation", "ating", "ated", "ates", "ate", "ions", "ion"),
    *("ings", "ing", "ies", "ied", "ed", "es", "s", "y", "e"),
)
_ARTICLES: Final = ("وال", "بال", "فال", "کال", "ال", "لل")
_ENDINGS: Final = ("هایی", "های", "ها", "ات", "ون", "ین", "ان", "ی", "ه")
_VOWELS: Final = "aeiou"

# They only say that there is a message, in the languages and spellings of our customers.
ERROR_WORDS: Final = frozenset(
    fold("error errors err eror code خطا خطای خطاي ارور اررور ایرور ارر الخطأ خطأ کد رمز").split()
)
ERROR: Final = "error"

# Numbers as words: disc two, the second disc.
_NUMBERS: Final = {
    "2": "two second دو دوم دومی الثانی ثانی الثانیه اثنان",
    "3": "three third سه سوم سومی الثالث ثالث الثالثه ثلاثه",
}
_SYNONYMS: Final = {
    word: number for number, words in _NUMBERS.items() for word in words.split()
} | dict.fromkeys(ERROR_WORDS, ERROR)

# Words that say little about what is wrong.
_LITTLE: Final = """
a an the is are was be been to of in on at for with and or it its i im my me we you your this that these
do does did not no when how what why which can cannot cant could please help hello hi dear thanks thank
after before from by as if there have has had get gets got any some so but then than dont doesnt isnt
wont didnt wouldnt couldnt ive should would will problem want need از به در با و یا که را رو این آن اون
است هست نیست بود شد شده می نمی شود نشود میشود نمیشود میشه نمیشه نشده کنم کند کنید کنه میکنم میکند میکنه
نمیکند نمیکنه نکنه نمیکنم میکنند کنند کردم کرده دهد میدهد میده نمیدهد نمیده بده داد من ما شما لطفا لطفاً
سلام درود ممنون تشکر متشکرم خسته نباشید چرا چی چیه چیست چگونه چطور چه چکار چیکار باید هم هر تا بر برای
بعد قبل وقتی موقع هنگام ها های ای ام ات اش دارد دارم داره ندارد ندارم نداره دارید آیا اگر ولی اما پس
خیلی یک یه بروز عدم مشکل میخواهم میخوام خواهم میخواهد میخواد خواهد کمک راهنمایی چطوری چجوری توانم
میتوانم میتونم نمیتوانم نمیتونم آمده می‌آید آید میاد نمیاد آقا عرض وقت بخیر میشن نمیشن میکنن نمیکنن کنن
نمیره میره في على إلى الى عن مع هذا هذه ذلك لا لم لن هل كيف عند أن أنا أو هو هي مرحبا السلام عليكم شكرا
لماذا متى يتم تم قد كان عندي لدي يا اخي أريد فضلك مشكلة رسالة مساعدة ساعدوني
"""


@lru_cache(maxsize=20_000)
def stem(token: str) -> str:
    """Return what the forms of a token share; numbers, codes and signs as they are."""
    if token in _SYNONYMS:
        return _SYNONYMS[token]
    if not token.isalpha():
        return token
    return _latin(token) if token.isascii() else _arabic(token)


@lru_cache(maxsize=20_000)
def sound(token: str) -> str:
    """Return how a Persian or Arabic token sounds, with one letter for those that sound alike; "" for others."""
    if token.isascii() or not token.isalpha():
        return ""
    return token.translate(_ALIKE)


def says_little(token: str) -> bool:
    """Tell whether a token is one of the words that stand in every question."""
    return token in LITTLE


LITTLE: Final = frozenset(fold(_LITTLE).split())
_ALIKE: Final = str.maketrans("طثصذضظحغع", "تسسزززهقا")


def _latin(token: str) -> str:
    for ending in _LATIN:
        if token.endswith(ending) and len(token) - len(ending) >= _LEAST and not token.endswith("ss"):
            token = token[: -len(ending)]
            break
    doubled = len(token) > _LEAST and token[-1] == token[-2] and token[-1] not in _VOWELS
    return token[:-1] if doubled else token


def _arabic(token: str) -> str:
    for article in _ARTICLES:
        if token.startswith(article) and len(token) - len(article) >= _LEAST:
            token = token[len(article) :]
            break
    if token.endswith("است") and len(token) - 2 >= _LEAST:
        return token[:-2]  # is, written on
    for ending in _ENDINGS:
        least = 2 if ending == "ی" and token[-2:-1] in "او" else _LEAST
        if token.endswith(ending) and len(token) - len(ending) >= least:
            return token[: -len(ending)]
    return token
