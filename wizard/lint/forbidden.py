"""Advice that no help centre gives: what it looks like in three languages, why not, and what to write instead."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from wizard.lint.advice import about, wording


class Forbidden(NamedTuple):
    """A kind of advice; a text with none of the words `about` it, or none of what is `done`, has none of it.

    What fits `excuse` in the same step allows it, unless its sentence fits `always`.

    `source` allows it too, when it stands in the same sentence.
    """

    about: tuple[str, ...]
    pattern: re.Pattern[str]
    reason: str
    instead: str
    excuse: re.Pattern[str] | None = None
    always: re.Pattern[str] | None = None
    source: re.Pattern[str] | None = None
    done: tuple[str, ...] = ()

    def may_be_in(self, text: str) -> bool:
        """Tell whether a plain text has the words without which it gives no such advice."""
        return _has(text, self.about) and (not self.done or _has(text, self.done))


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


# A word of advice in Persian stands last: up to eight words on, in the same clause.
_ON: Final = r"\s+(?:(?!را\b|و\b|\S*کنید\b)[^\s.؛]+\s+){0,8}?"
_DO: Final = r"\s*(?:کنید|کن|بکنید|نمایید)\b"

BACKUP: Final = wording(
    r"\bback(?:ed|ing)?[ -]?up\b|\b(?:save|keep|make|take) (?:a |your |all |the )*cop(?:y|ies)\b",
    r"\bcop(?:y|ied) (?:what you need|your|everything|all)\b|\bsave your (?:own )?(?:notes|files|data|work)\b",
    r"\bnothing (?:of yours )?(?:is|will be|gets|can be|can get) lost\b|\b(?:stay|remain)s? as (?:they are|it is)\b",
    r"پشتیبان|نسخه (?:ای )?(?:از|بگیر|ذخیره|نگه)|کپی (?:بگیرید|کنید|نگه)|را (?:جای دیگری )?ذخیره کنید"
    r"|چیزی (?:گم|پاک|از بین) نمی",
    r"نسخ\w* احتياط|(?:احفظ|خذ) نسخة|انسخ (?:ما|كل|ملفات)|احفظ (?:عملك|ملفات|ملاحظات)|لا يضيع شيء|لن يضيع",
)

_GUARDS: Final = (
    "virus|ویروس|فيروس|defender|دیفندر|ديفندر|firewall|فایر|آتش|جدار|protection|حفاظت|محافظت|حماية"
    "|smartscreen|uac|dep|user account|execution prevention|folder access|integrity"
)
_GUARD_EN: Final = (
    r"(?:(?:the|your|any|all|every|other|own|its|this|windows|microsoft|whole|entire)\s+){0,4}"
    r"(?:anti-?virus(?:\s+(?:program|software|protection))?|defender(?:\s+firewall)?|firewalls?"
    r"|(?:real-time|virus|cloud|tamper)\s+(?:& threat )?protection|protection|smartscreen|dep|uac"
    r"|data execution prevention|user account control|controlled folder access|memory integrity)\b"
    r"(?!\s+(?:list|history|quarantine|log|icon|sign|window|light|message))"
)
_GUARD_FA: Final = (
    r"(?:(?:آنتی|ضد) ?ویروس|ویروس ?کش|دیفندر|فایر ?وال|دیواره? ?(?:ی )?آتش|حفاظت|محافظت"
    r"|(?:antivirus|defender|firewall|smartscreen|real-time protection|uac|dep)\b)\S*(?:\s+[^\s.،؛]+){0,3}?\s+را"
)
_GUARD_AR: Final = (
    r"(?:(?:برنامج|تشغيل|عمل|جميع|كل)\s+){0,3}(?:(?:ال)?مضاد(?:ات)? (?:ال)?فيروسات|(?:ال)?حماية\b|ديفندر"
    r"|جدار (?:ال)?(?:حماية|نار)\w*|الجدار الناري"
    r"|(?:antivirus|(?:windows )?defender|firewall|smartscreen|real-time protection|uac|dep)\b)"
)
_PERMANENT: Final = wording(
    r"(?<!never )(?<!not )\b(?:for good|for ever|forever|permanently|once and for all)\b",
    r"برای همیشه|به طور (?:دائم|همیشگی)|دائما",
    r"\b(?:نهائيا|للأبد|إلى الأبد|دائما|بشكل دائم|بصورة دائمة)\b",
)
_ON_AGAIN: Final = wording(
    r"(?<!log )(?<!logged )\bon (?:\w+ ){0,4}again\b|\bback on\b|\bre-?(?:enable|activate)\b",
    r"\b(?:enable|activate|start|resume) (?:\w+ ){1,4}again\b|\bresume (?:the |your )*(?:protection|anti-?virus)",
    r"دوباره\s+(?:\S+\s+){0,2}?(?:روشن|فعال|وصل|برقرار)|(?:روشن|فعال)\S*\s+(?:\S+\s+){0,2}?دوباره",
    rf"(?:أعد|إعادة)\s+(?:تشغيل|تفعيل)\s+{_GUARD_AR}|عادت (?:ال)?حماية|(?:ال)?حماية عادت",
    r"أعد (?:تشغيلها|تشغيله|تفعيلها|تفعيله)\b",
    r"\b(?:شغل|فعل)\S*\s+(?:\S+\s+){0,3}?(?:مجددا|ثانية|من جديد|مرة أخرى)",
)

_FETCH_EN: Final = r"\b(?:download(?:ing)?|get|fetch|take|find|search for|look for)\s+(?:[^\s,;]+\s+){0,5}?"
_LOOSE: Final = r"(?:[^\s,;]*\.dll\b|\bdlls?\b|isscript\S*|fix-?it\b|\b(?:registry|pc|dll) (?:cleaner|fixer))"
_FETCH_FA: Final = r"\s*(?:(?:دانلود|دریافت|پیدا)\s*کنید|بگیرید)"
_FETCH_AR: Final = r"\b[وف]?(?:نزل|حمل|احصل على|ابحث عن|قم ب(?:تنزيل|تحميل))\s+(?:[^\s،؛]+\s+){0,5}?"
_OWN: Final = wording(
    r"microsoft|publisher|maker|\bdiscs?\b|\bour (?:own )?(?:site|page)|program's own|\{(?:site|product)\.",
    r"مایکروسافت|ناشر|سازنده|لوح|دیسک|سایت (?:ما|نور)",
    r"مايكروسوفت|الناشر|الشركة المصنعة|القرص|موقعنا",
)
_CRACK: Final = (
    r"(?:crack(?:s\b|\b(?!\s+(?:in|on|at))|ed\s+(?:cop|version|program|file|setup|exe|serial))|keygens?\b"
    r"|(?:key|serial) generators?\b|kms\w*|warez\b|pirated?\b|nulled\b)"
)

FORBIDDEN: Final[tuple[Forbidden, ...]] = (
    Forbidden(
        about("acp|codepage"),
        wording(
            r"\b(?:set|change|edit|enter|replace|give|modify|create|type|write(?! down))\b[^.;]{0,120}?"
            r"(?:\bACP\b|Nls\\+CodePage)",
            r"\breg add\b.{0,120}?\\CodePage",
            r"(?:\bACP\b|Nls\\+CodePage)[^.;]{0,120}?\b(?:change|set|edit)\s+(?:it|its|the value)\b",
            r"(?:\bACP\b|Nls\\+CodePage)[^.؛]{0,120}?(?:(?:عوض|ویرایش|وارد)\s*کنید|تغییر\s*ب?دهید|بگذارید|قرار\s*ب?دهید"
            r"|\d{4,5}\D*?بنویسید)",
            r"\b[وف]?(?:غير|عدل|بدل|اجعل|ضع|حرر)\b[^.؛]{0,120}?(?:\bACP\b|Nls\\+CodePage)",
            r"\b[وف]?اكتب\b[^.؛]{0,120}?\d{4,5}[^.؛]{0,120}?(?:\bACP\b|Nls\\+CodePage)",
        ),
        "a wrong code page written by hand shows wrong letters in all programs, and Windows may not start again",
        "have the language for non-Unicode programs changed in the window **Region** instead",
    ),
    Forbidden(
        about(f"{_GUARDS}|bcdedit|enablelua|antispyware"),
        wording(
            rf"\b(?:uninstall(?:ing)?|remov(?:e|ing)|delet(?:e|ing)|get rid of)\s+{_GUARD_EN}",
            rf"{_GUARD_FA}{_ON}(?:حذف|پاک){_DO}",
            rf"\b[وف]?(?:احذف|أزل|قم ب(?:حذف|إزالة))\s+{_GUARD_AR}",
            r"\bbcdedit\b.{0,120}?\bnx\s+alwaysoff|\bEnableLUA\b.{0,120}?\b0\b|\bDisableAntiSpyware\b",
        ),
        "it leaves the computer without protection for good",
        "allow the one program or file, or pause the protection and say when it is switched on again",
        done=about("uninstall|remov|delet|get rid of|حذف|پاک|أزل|إزالة|alwaysoff|enablelua|antispyware"),
    ),
    Forbidden(
        about(f"{_GUARDS}|notify|mppreference"),
        wording(
            r"\b(?:(?:turn|switch)(?:ing)?\s+off|disabl(?:e|ing)|deactivat(?:e|ing)|shut(?:ting)?\s+(?:down|off)"
            rf"|stop(?:ping)?|kill(?:ing)?|clos(?:e|ing)|quit|paus(?:e|ing)|suspend(?:ing)?)\s+{_GUARD_EN}",
            rf"\b(?:turn|switch)(?:ing)?\s+{_GUARD_EN}\s+(?:\w+\s+){{0,3}}?off\b",
            rf"{_GUARD_EN}\s+(?:must|should|has to|have to|needs? to|can)\s+(?:be|stay|remain)\s+"
            r"(?:(?:turned|switched)\s+)?(?:off|disabled|paused|stopped)\b",
            rf"{_GUARD_EN}[^.;]{{0,60}}?\b(?:turn|switch|set)\s+(?:it|this|them|both|all|everything)\s+(?:to\s+)?off\b",
            r"\b(?:set|switch|turn|drag|choose|move)\b[^.;]{0,60}?\bnever notify\b",
            r"\bnetsh\s+(?:adv)?firewall\s+set\b.{0,120}?\b(?:off|disable)\b|\bSet-MpPreference\s+-Disable\w+",
            rf"{_GUARD_FA}{_ON}(?:خاموش|غیر ?فعال|متوقف|قطع){_DO}|{_GUARD_FA}{_ON}ببندید",
            rf"\b[وف]?(?:أوقف|عطل|أغلق|أطفئ|ألغ|(?:قم|يجب|يمكنك|حاول)\s+(?:ب|ال)?(?:إيقاف|تعطيل|إغلاق|إلغاء))"
            rf"\s+{_GUARD_AR}",
        ),
        "protection that goes off for good, or with no word here of when it comes on again, leaves the computer open",
        "allow the one program or file, or pause the protection and say when it is switched on again",
        excuse=_ON_AGAIN,
        always=_PERMANENT,
        done=about(
            "off|disabl|deactivat|shut|stop|kill|clos|quit|paus|suspend|never notify|خاموش|غیر|متوقف|قطع|ببندید"
            "|أوقف|عطل|أغلق|أطفئ|ألغ|إيقاف|تعطيل|إغلاق"
        ),
    ),
    Forbidden(
        about("com security|limits|edit default|level|distributed com|dcom"),
        wording(
            r"\bCOM Security\b|\bEdit (?:Limits|Default)\b|\bDefault (?:Authentication|Impersonation) Level\b",
            r"\bEnable Distributed COM\b|\bdcomcnfg\b[^.;]{0,120}?\b(?:all programs|whole computer|machine-wide)",
        ),
        "DCOM permissions of the whole computer open it to other programs and computers",
        "have staff change the entry of the one component",
    ),
    Forbidden(
        about("everyone|s-1-1-0"),
        wording(
            r"\b(?:give|grant|add|allow|set|tick|choose|select|let)\b[^.;]{0,120}?"
            r"(?:\bEveryone\b[^.;]{0,120}?\bFull control\b|\bFull control\b[^.;]{0,120}?\bEveryone\b)",
            r"\b(?:add|type|enter)\s+(?:(?:the|a|name|user|group|account)\s+){0,6}(?-i:Everyone)\b",
            r"\b(?:icacls|cacls)\b.{0,120}?(?:Everyone|S-1-1-0)\"?:(?:\([A-Z,]*\))*\(?F\b",
            r"\bEveryone\b[^.؛]{0,120}?(?:دسترسی|کنترل|Full control)[^.؛]{0,120}?\b(?:ب?دهید|بزنید|کنید)\b",
            r"\bEveryone\b(?:\s+[^\s.؛]+){0,3}?\s+(?:اضافه کنید|بیفزایید)",
            r"\b[وف]?(?:أعط|امنح|أضف|اسمح|حدد)\b[^.؛]{0,120}?\bEveryone\b",
        ),
        "everybody, and every harmful program, may then change these files",
        "name the one account that needs it",
    ),
    Forbidden(
        about("icacls"),
        wording(r"\bicacls\b.{0,120}?\s/reset\b"),
        "it throws away the permissions of every file below, and nothing brings them back",
        "change the one entry that is wrong, after a picture of the old ones",
    ),
    Forbidden(
        about("dll|isscript|fix-it|fixit|cleaner|fixer"),
        wording(
            rf"{_FETCH_EN}{_LOOSE}|\b(?:dll-?files|dll4free|fix4dll|wikidll|dll\.ru|dllme|dlldump)\b",
            rf"{_LOOSE}(?:\s+[^\s.،؛]+){{0,6}}?{_FETCH_FA}",
            rf"{_FETCH_AR}{_LOOSE}",
        ),
        "files and tools from elsewhere are of another version, or carry something harmful",
        "have them taken from the disc of the program, from its publisher or from Microsoft, and say so",
        source=_OWN,
    ),
    Forbidden(
        about("secdrv"),
        wording(
            r"\b(?:restore|enable|start|install|copy|download|put|bring|load|register|replace)\s+"
            r"(?:[^\s,;]+\s+){0,4}?secdrv\b|\bsc\s+(?:start|config|create)\s+secdrv",
            r"\bsecdrv\S*(?:\s+[^\s.؛]+){0,6}?\s+(?:(?:فعال|نصب|کپی|دانلود|اجرا)\s*کنید|برگردانید|بگذارید)",
            r"\b[وف]?(?:أعد|فعل|ثبت|انسخ|نزل|شغل|ضع)\s+(?:[^\s،؛]+\s+){0,4}?secdrv\b",
        ),
        "this driver of old copy protections has a hole through which others take over the computer",
        "offer a newer setup of the program",
    ),
    Forbidden(
        about("8dot3|8.3|short|کوتاه|قصيرة"),
        wording(
            r"\bfsutil\s+8dot3name\s+strip\b",
            r"\b(?:strip|remov(?:e|ing)|delet(?:e|ing))\s+(?:[^\s,;]+\s+){0,3}?(?:8\.3|short)[ -](?:file )?names?\b",
            r"نام(?: های)? (?:کوتاه|8\.3)(?:\s+[^\s.؛]+){0,3}?\s+را\s+(?:حذف|پاک)\s*کنید",
            r"\b[وف]?(?:احذف|أزل)\s+(?:الأسماء القصيرة|أسماء 8\.3)",
        ),
        "programs that are installed find their files by their short names, and stop working",
        "have short names switched on for the one installation, or choose a short folder",
    ),
    Forbidden(
        about("chkdsk|format|فرمت|هيئ|تهيئة"),
        wording(
            r"\bchkdsk\b[^,;]{0,120}?\s/[frxb]\b|\b(?:re)?format\s+[a-z]:",
            r"\b(?:re)?format(?:ting)?\s+(?:(?:the|your|this|whole|hard|usb)\s+)*"
            r"(?:drive|disk|partition|computer|stick|volume)\b",
            r"(?:درایو|دیسک|فلش|هارد|رایانه|کامپیوتر|سیستم|ویندوز)\S*(?:\s+[^\s.؛]+){0,3}?\s+را\s+فرمت\s*کنید",
            r"\b[وف]?(?:هيئ|فرمت|قم بتهيئة)\s+(?:ال)?(?:قرص|حاسوب|جهاز|فلاش|ذاكرة|محرك)",
        ),
        "it can destroy the customer's own files",
        "say first, in the same step, what to copy to a safe place",
        excuse=BACKUP,
    ),
    Forbidden(
        about(
            "crack|keygen|generator|kms|warez|pirate|nulled|copy protection|activation"
            "|کرک|کی جن|کیجن|قفل|كراك|كيجن|مكرك|مقرصن"
        ),
        wording(
            r"\b(?:use|using|try|download|apply|install|run|find|get|copy|search(?: \w+){0,3} for)\s+"
            rf"(?:(?:a|an|the|this|any|some|its|of|for|it)\s+){{0,4}}{_CRACK}",
            r"\bcrack\s+(?:the|this|it|your)\b|\b(?:bypass|break)\s+(?:the\s+)?(?:copy protection|activation)\b",
            r"(?:کرک|کی ?جن|قفل ?شک[نس]\S*|keygen|crack)(?:\s+[^\s.؛]+){0,3}?"
            r"\s*(?:(?:دانلود|استفاده|نصب|اجرا|کپی|پیدا)\s*کنید|بگیرید|بزنید)|کرک\s*کنید|قفل\S*\s+(?:[^\s.؛]+\s+){0,3}?(?:را\s+)?بشکنید",
            r"\b[وف]?(?:استعمل|استخدم|نزل|حمل|ثبت|شغل|انسخ|ابحث عن|جرب)\s+(?:[^\s،؛]+\s+){0,3}?(?:كراك|الكراك|كيجن|مكرك"
            r"|مقرصن|keygen|crack)",
        ),
        "it is unlawful, and cracks are a common way to harmful programs",
        "lead to the serial number, the guarantee card or the shop",
    ),
)
