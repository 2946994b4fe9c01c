"""What is changed deep in Windows: registry, DCOM, permissions, services. Which steps tell to, and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from wizard.lint.advice import Advised, about, advised, first_in_each, wording
from wizard.model.step import Audience, Step
from wizard.model.text import Text
from wizard.problem import Place


class Touch(NamedTuple):
    """A text of a step that tells to change a `matter`, and its words for it."""

    step: Step
    matter: str
    text: Text
    advice: Advised


REGISTRY: Final = "the registry"
DCOM: Final = "DCOM"
PERMISSIONS: Final = "permissions"
REGISTRATION: Final = "the registration of a component"
SERVICES: Final = "a service"

# A text with none of these words touches nothing of the kind, which is soon seen.
ABOUT: Final = about(
    "reg|hk|رجیستری|ریجستری|سجل|dcom|cacls|takeown|control|دسترسی|تحكم|service|sc |sc.exe|net |startup"
    "|سرویس|خدمت|خدمة"
)
# Only looking (`reg query`, `sc query`, a window that is opened) is no change, but nobody opens regedit to look.
MATTERS: Final[dict[str, re.Pattern[str]]] = {
    REGISTRY: wording(
        r"\b(?:regedit|regedt32)\b|\breg(?:\.exe)? (?:add|delete|import|restore|load|copy)\b",
        r"(?<!query )(?<!query \")\b(?:HKEY_[A-Z_]+|HK(?:LM|CU|CR|U))\b",
        r"(?<!may )(?<!can )(?<!will )(?<!could )\b(?:edit|change|open|clean|delete|remove|set|switch|write|create)\b"
        r"[^.;]{0,120}?\bregistry\b",
        r"(?:رجیستری|ریجستری)[^.؛]{0,120}?\b(?:کنید|ب?دهید|بنویسید|بسازید)\b",
        r"(?:افتح|غير|عدل|احذف|حرر)[^.؛]{0,120}?سجل النظام|محرر السجل",
    ),
    DCOM: wording(r"\b(?:dcomcnfg|DCOM)\b"),
    PERMISSIONS: wording(
        r"\b(?:icacls|cacls|xcacls)\b.{0,120}?(?:\s/(?:grant|deny|reset|remove|setowner|inheritance|restore|[gperdt])\b)",
        r"\btakeown\b|\b(?:give|grant|tick|allow|choose|set|add)\b[^.;]{0,120}?\bfull control\b",
        r"(?:دسترسی کامل|full control)[^.؛]{0,120}?\b(?:کنید|ب?دهید|بزنید)\b",
        r"(?:أعط|امنح|حدد)[^.؛]{0,120}?(?:تحكم كامل|full control)",
    ),
    REGISTRATION: wording(r"\bmsiexec(?:\.exe)? /(?:un)?reg\w*|\bregsvr32\b|\bregasm\b"),
    SERVICES: wording(
        r"\bsc(?:\.exe)? (?:config|stop|start|delete|create)\b|\bnet (?:stop|start)\b|\b(?:Set|Stop|Start)-Service\b",
        r"\b(?:stop|start|restart|disable|enable) (?:(?:the|this|that|all) )(?:\S+ ){0,3}?services?\b",
        r"\b(?:set|change|choose|switch)\b[^.;]{0,120}?\bStartup type\b|\bStartup type\b[^.;]{0,120}?\b(?:to|on) "
        r"(?:Manual|Automatic|Disabled)\b",
        r"(?:سرویس|خدمت)\S*(?:\s+[^\s.؛]+){0,4}?\s+را\s+(?:خاموش|متوقف|غیر ?فعال)\s*کنید"
        r"|\b[وف]?(?:أوقف|عطل)\s+(?:ال)?خدمة",
    ),
}


def touches(step: Step, near: Collection[Place]) -> Iterator[Touch]:
    """Yield what a step tells to change deep in Windows: each matter once a sentence, for whom the step is.

    `near` are the places of the texts that mention one of the words `ABOUT` it; no other is looked at.
    """
    for text in _telling(step):
        if text.place not in near:
            continue
        for matter, pattern in MATTERS.items():
            told = advised(text.source, pattern, lines="/how" in text.context)
            for advice in first_in_each(told):
                yield Touch(step, matter, text, advice)


def _telling(step: Step) -> Iterator[Text]:
    """Yield the texts of a step that tell what to do: not those that explain, warn or ask."""
    yield from (text for text in (step.title, step.hint) if text)
    for variant in step.how:
        if step.audience is Audience.STAFF or variant.audience is not Audience.STAFF:
            yield variant.text
    yield from (text for text in (step.undo, step.after) if text)
