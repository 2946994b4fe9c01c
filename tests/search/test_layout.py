"""Words typed while the keyboard stood on the other language."""

import pytest

from wizard.search.layout import other_layouts


@pytest.mark.parametrize(
    ("typed", "meant", "locale"),
    [
        ("sghl", "سلام", "fa"),
        ("hdkjvkj", "اینترنت", "fa"),
        ("mdal", "پیشم", "fa"),
        (r"\dal", "پیشم", "fa"),
        ("la;g hdk hsj", "مشکل این است", "fa"),
        ("'vtjk", "گرفتن", "fa"),
        ("Hlmoj", "آمپخت", "fa"),
        ("hgfvkhl[", "البرنامج", "ar"),
        ("hgjefdj", "التثبيت", "ar"),
        ("bdulg", "لايعمل", "ar"),
        ("صهبه", "wifi", "fa"),
        ("ثققخق", "error", "fa"),
        ("دعپ مخزن", "num lock", "fa"),
        ("دعئ مخزن", "num lock", "fa"),
        ("ىعةمخؤن", "numlock", "ar"),
        ("لاخخن", "book", "ar"),
    ],
)
def test_the_same_keys_read_in_the_other_language(typed, meant, locale):
    read = other_layouts(typed, locale)
    assert meant.replace("ی", "ي") in [reading.replace("ی", "ي") for reading in read]


def test_the_language_of_the_page_is_tried_first():
    assert other_layouts("hg`", "ar")[0] == "الذ"


@pytest.mark.parametrize("typed", ["", "1603", "\u200c", "؟"])
def test_what_has_no_letters_is_read_in_no_other_way_that_fails(typed):
    assert typed not in other_layouts(typed, "fa")
