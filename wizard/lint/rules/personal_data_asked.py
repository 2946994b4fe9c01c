"""A question for personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from wizard.lint.advice import about
from wizard.lint.rule import Example, Found
from wizard.lint.survey import Survey
from wizard.model.fact import Fact
from wizard.model.step import Kind, Step
from wizard.model.text import Text
from wizard.problem import Level

name = "personal-data-asked"
level = Level.ERROR
summary = "A step asks for a name, an address, a number or a password that belongs to one person."
why = (
    "What is answered in a step stands in the address of the page: in the browser's history, in links "
    "that customers share, in bookmarks. Personal data belongs in the request form alone, as a field of "
    "_fields.yaml with `personal: true`; a serial number as `type: serial`, which is shown masked; passwords "
    "nowhere. The rule looks at what is typed, and at questions such as “what is your …”, in English, Persian "
    "and Arabic."
)
good: Example = {
    "tree.yaml": """\
steps:
  code:
    ask: Which number stands in the title of the message?
    type: number
    options:
      unsure:
"""
}
bad: Example = {
    "tree.yaml": """\
steps:
  code:
    ask: What is your e-mail address?
    type: text
    pattern: "[a-z@.]+"
    options:
      unsure:
"""
}

# Words that alone tell, where the answer is typed: English, Persian, Arabic.
TELLING: Final = re.compile(
    r"\b(?:e-?mail|phone|telephone|(?:mobile|cell|whatsapp) number|pass(?:word|code|port)|pin code|full name"
    r"|serial(?: number)?|licen[cs]e key|product key|activation code|national (?:id|code|number)|id number"
    r"|identity card|social security|tax number|post(?:al ?)code|zip code|credit card|bank account|iban"
    r"|date of birth|birthday|birth date|first name|last name|surname|family name|user ?name)\b"
    r"|ایمیل|رایانامه|پست الکترونیک|رمز|گذرواژه|کلمه عبور|نام و نام خانوادگی|نام کاربری|تاریخ تولد"
    r"|(?:شماره|سریال|کد) ?(?:سریال|فعال‌?سازی|قفل|محصول)|کد (?:ملی|پستی)"
    r"|شماره (?:تلفن|موبایل|همراه|تماس|کارت|حساب|شناسنامه|گذرنامه|ملی)"
    r"|البريد الإلكتروني|بريدك|كلمة (?:المرور|السر)|الرقم (?:التسلسلي|الوطني|السري)|الرمز البريدي"
    r"|رقم (?:الهاتف|هاتفك|الجوال|جوالك|الموبايل|الهوية|هويتك|الجواز|البطاقة|الحساب)"
    r"|تاريخ (?:الميلاد|ميلادك)|الاسم الكامل|اسم المستخدم",
    re.IGNORECASE,
)
# Words that tell together with "your", however the answer is given.
YOURS: Final = re.compile(
    r"\b(?:what(?: is|'s|’s)|which is|enter|type|write|give(?: us)?|tell us) (?:in |down )?your "
    r"(?:(?:own|full|first|last|home|work|postal|user|account|e-?mail|phone|mobile|serial) )*"
    r"(?:name|surname|e-?mail|phone|telephone|mobile|address|pass(?:word|code|port)|serial|birthday"
    r"|licen[cs]e key|date of birth|id number|national id)\b(?! of (?:the|a)\b)"
    r"|(?:نام|اسم|نشانی|آدرس|ایمیل|تلفن|موبایل|سریال)(?: (?:خانوادگی|پستی))? ?(?:شما|خودتان|خود) ?"
    r"(?:چیست|را|چه)|(?:نام|اسم|نشانی|آدرس|ایمیل|تلفن)(?:تان|‌تان) (?:چیست|را|چه)"
    r"|ما (?:هو |هي )?(?:اسمك|اسمكم|عنوانك|عنوانكم|بريدك|رقمك|هاتفك)|(?:اكتب|أدخل) (?:اسمك|عنوانك|بريدك|رقم)",
    re.IGNORECASE,
)
# A text with none of these words asks for nothing of the kind.
ABOUT: Final = about(
    "your|mail|phone|mobile number|cell number|whatsapp number|password|passcode|passport|pin code|full name"
    "|serial|licence key|license key|product key|activation code|national id|national code|national number"
    "|id number|identity card|social security|tax number|postcode|postalcode|post code|postal code|zip code"
    "|credit card|bank account|iban|date of birth|birthday|birth date|first name|last name|surname|family name"
    "|username|user name|ایمیل|رایانامه|پست الکترونیک|رمز|گذرواژه|کلمه عبور|تاریخ تولد|شماره|سریال|کد|نام|اسم"
    "|نشانی|آدرس|تلفن|موبایل|بريد|كلمة|رقم|تاريخ الميلاد|تاريخ ميلادك|عنوان|هاتفك"
)


def check(survey: Survey) -> Iterator[Found]:
    """Yield each question, or translation of one, that asks for personal data."""
    near = [*survey.read.mentioning(ABOUT)]
    texts = dict(_asked(survey)) if near else {}
    for words, place, _, text in near:
        typed = texts.get(text)
        if typed is None:
            continue
        found = YOURS.search(words) or (TELLING.search(words) if typed else None)
        if found:
            hint = "ask in the request form instead: a field of _fields.yaml with `personal: true`"
            yield Found(
                survey.spot(text, found[0], place), f"`{found[0]}`: this asks for personal data", hint
            )


def _asked(survey: Survey) -> Iterator[tuple[Text, bool]]:
    """Yield the texts of each question, and whether its answer is typed."""
    for _, step in survey.steps:
        if step.kind is Kind.ASK and step.fact is None:
            yield from _question(step)
    for fact in survey.loaded.library.facts.values():
        if fact.ask:
            yield from _question(fact)


def _question(asked: Step | Fact) -> Iterator[tuple[Text, bool]]:
    typed = asked.typed is not None and asked.typed.kind != "version"
    title = asked.title if isinstance(asked, Step) else asked.ask
    options = asked.options if isinstance(asked, Step) else asked.values
    for text in (title, asked.hint if typed else None, *(option.label for option in options)):
        if text:
            yield text, typed and text is title
