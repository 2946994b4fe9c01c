"""Sentences that give forbidden advice, and their sisters that deny it, ask, suppose or only look."""

import pytest

from tests.lint.folders import problems, write

ADVICE = [
    r"Open `HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage` and set `ACP` to `1256`.",
    "Change the value `ACP` by hand.",
    r"Run `reg add HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage /v ACP /d 1256`.",
    r"در `Nls\CodePage` مقدار `ACP` را به ۱۲۵۶ تغییر دهید.",
    "غيّر القيمة `ACP` إلى 1256.",
    "Turn off the antivirus.",
    "Turn your antivirus program off.",
    "Turn **Windows Defender** off for good.",
    "Disable the firewall.",
    "Uninstall the antivirus.",
    "If setup does not start, turn off Windows Defender Firewall.",
    "If it never opens, disable UAC.",
    "Do not press Cancel, but turn the firewall off.",
    "Open **Real-time protection** and switch it off.",
    "Move the slider down to **Never notify**.",
    "Run `bcdedit /set nx AlwaysOff`.",
    "You can turn off the antivirus.",
    "After that turn off DEP.",
    "آنتی‌ویروس را خاموش کنید.",
    "آنتی ویروس خود را برای همیشه غیرفعال کنید.",
    "اگر باز نشد، فایروال را خاموش کنید.",
    "ضدویروس را حذف کنید.",
    "أوقف مضاد الفيروسات.",
    "عطّل جدار الحماية نهائيًا.",
    "إن لم يعمل فأوقف الحماية.",
    "قم بتعطيل برنامج مضاد الفيروسات.",
    "احذف مضاد الفيروسات.",
    "Run `dcomcnfg`, open **COM Security** and press **Edit Limits…**.",
    "Give **Everyone** the right **Full control**.",
    "Add **Everyone** and press OK.",
    r"Run `icacls C:\Noor /grant Everyone:(OI)(CI)F /T`.",
    "به **Everyone** دسترسی کامل بدهید.",
    "امنح **Everyone** التحكم الكامل.",
    r"Run `icacls C:\ /reset /T`.",
    r"`icacls C:\ /reset /T` را اجرا کنید.",
    "Download the missing `msvcr100.dll` from the internet.",
    "Search for ISScript.msi on a download site and install it.",
    "Download a fix-it tool.",
    "Get the file from dll-files.com.",
    "فایل `msvcp.dll` را از اینترنت دانلود کنید.",
    "نزّل ملف `msvcr.dll` من الإنترنت.",
    r"Copy secdrv.sys into `C:\Windows`.",
    "Run `sc start secdrv`.",
    "فایل secdrv.sys را برگردانید.",
    "أعد ملف secdrv.sys إلى مكانه.",
    r"Run `fsutil 8dot3name strip /f C:\`.",
    "`fsutil 8dot3name strip C:` را اجرا کنید.",
    "Run `chkdsk C: /f`.",
    "Format the drive.",
    "درایو C را فرمت کنید.",
    "هيّئ القرص.",
    "Use a crack.",
    "Download a keygen.",
    "کرک برنامه را دانلود کنید.",
    "استعمل الكراك.",
    "Search the internet for a cracked version and install it, not a crack.",
    "Download the crack.",
    "Ignore the message, turn the virus protection off.",
    "Turn the antivirus off or uninstall it.",
    "Switch off antivirus and firewall.",
]

NO_ADVICE = [
    "Never edit `ACP` by hand.",
    "Note what `ACP` says.",
    "Write down what `ACP` says.",
    "مقدار `ACP` را یادداشت کنید.",
    "هرگز `ACP` را با دست عوض نکنید.",
    "لا تغيّر `ACP` بيدك.",
    "Never switch the firewall off for good.",
    "Do not turn the antivirus off.",
    "You must not turn the antivirus off.",
    "Install it without turning the antivirus off.",
    "Is the firewall turned off?",
    "Did you switch off the antivirus?",
    "If you turn the antivirus off, viruses come in.",
    "Turning the firewall off is never needed.",
    "هیچ‌وقت فایروال را خاموش نکنید.",
    "اگر آنتی‌ویروس را خاموش کنید، ویروس می‌آید.",
    "لازم نیست آنتی‌ویروس را خاموش کنید.",
    "لا توقف جدار الحماية.",
    "لا تقم بتعطيل جدار الحماية.",
    "ثبّته من غير إيقاف الحماية.",
    "Allow the program in the firewall.",
    "Never add **Everyone**.",
    "به **Everyone** دسترسی کامل ندهید.",
    "لا تضف **Everyone** أبدًا.",
    "Everyone who has Full control can write.",
    r"Never run `icacls C:\ /reset`.",
    r"`icacls C:\ /reset` را هرگز اجرا نکنید.",
    r"`icacls C:\ /reset` را اجرا نکنید.",
    r"لا تنفّذ `icacls C:\ /reset`.",
    "Never download a single `.dll` file.",
    "هیچ‌وقت یک فایل تکیِ `.dll` دانلود نکنید.",
    "ولا تنزّل أبدًا ملف `.dll` مفردًا.",
    "Never take such a file from a download site.",
    "Download the package from Microsoft's own site; it brings the DLL.",
    "Windows does not load secdrv.sys any more.",
    "Do not bring secdrv.sys back.",
    "Never use `fsutil 8dot3name strip`: it breaks installed programs.",
    "از `fsutil 8dot3name strip` استفاده نکنید.",
    "Run `chkdsk C: /scan`.",
    "Never format the drive.",
    "Open the tab **Formats**.",
    "Look whether the disc has a crack.",
    "If you see a crack, do not use the disc any more.",
    "We do not help with cracks.",
    "Never use a crack.",
    "از کرک استفاده نکنید.",
    "هرگز از نسخهٔ کرک استفاده نکنید.",
    "لا تستعمل الكراك.",
    "Remove the program from the list of the antivirus.",
    "نام آنتی‌ویروستان را یادداشت کنید.",
    "آنتی‌ویروس را باز کنید و فایل را پاک کنید.",
]


def found_in(sentence, folder):
    quoted = "'" + sentence.replace("'", "''") + "'"
    files = {"tree.yaml": f"steps:\n  it:\n    tell: {quoted}\n"}
    return [problem for problem in problems(write(folder, files)) if problem.rule == "forbidden-advice"]


@pytest.mark.parametrize("sentence", ADVICE)
def test_forbidden_advice_is_found(sentence, tmp_path):
    assert len(found_in(sentence, tmp_path / "trees")) == 1


@pytest.mark.parametrize("sentence", NO_ADVICE)
def test_what_is_no_advice_is_left_alone(sentence, tmp_path):
    assert found_in(sentence, tmp_path / "trees") == []


@pytest.mark.parametrize("sentence", ["Switch the antivirus off.", "Pause the antivirus.", "أوقف الحماية."])
def test_a_pause_is_allowed_where_it_says_that_protection_comes_back(sentence, tmp_path):
    again = "أعد تشغيل الحماية." if "الحماية" in sentence else "Switch the protection on again at once."
    assert len(found_in(sentence, tmp_path / "off")) == 1
    assert found_in(f"{sentence} {again}", tmp_path / "pause") == []


def test_off_for_good_is_never_allowed(tmp_path):
    said = "Switch the antivirus off for good. Later switch it on again."
    assert len(found_in(said, tmp_path / "trees")) == 1


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("Back up your own files. ", "Run `chkdsk D: /f`."),
        ("از فایل‌های خود پشتیبان بگیرید. ", "درایو C را فرمت کنید."),
    ],
)
def test_a_disk_may_be_emptied_after_a_word_of_a_copy(before, words, tmp_path):
    assert len(found_in(words, tmp_path / "bare")) == 1
    assert found_in(before + words, tmp_path / "copied") == []
