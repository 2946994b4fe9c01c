"""Empty slots: listed with what waits for them, and no problem."""

from tests.lint.folders import problems, write
from wizard.library import load
from wizard.lint.slots import empty_slots

SITE = """\
brand: {name: Light}
default_locale: en
locales: {en: source}
stages: {use: Using}
products:
  desk: {name: Desk lamp, slots: {page: "", box: A box}}
  floor: {name: Floor lamp, slots: {page: ""}}
  wall: {name: Wall lamp, slots: {page: https://www.example.org}}
channels:
  phone: {kind: phone, label: Phone, address: "{site.phone}"}
slots:
  phone:
    about: Our number.
    value: ""
  shop: {about: The shop, value: Corner}
  unused: {about: More, value: }
"""
TREE = """\
steps:
  call:
    tell: |
      Somebody knows.
      Call {site.phone}, or go to {site.shop}.
  read:
    tell: "Read {product.page}"
    link: "{site.phone}"
"""


def slots(tmp_path):
    folder = write(tmp_path / "trees", {"_site.yaml": SITE, "tree.yaml": TREE})
    assert problems(folder) == []
    return [
        (f"{slot.line}:{slot.column}", slot.message, slot.hint) for slot in empty_slots(load(folder, "t"))
    ]


def test_each_empty_slot_says_what_waits_for_it(tmp_path):
    assert slots(tmp_path) == [
        (
            "6:35",
            "the slot `page` is empty for desk, floor",
            "left out until then: what names it in t/tree.yaml:7",
        ),
        (
            "12:3",
            "the slot `phone` is empty (Our number)",
            "left out until then: what names it in t/_site.yaml:10, t/tree.yaml:5, t/tree.yaml:8",
        ),
        ("16:3", "the slot `unused` is empty (More)", "nothing names it yet"),
    ]


def test_many_places_are_shown_as_a_number(tmp_path):
    more = TREE + "".join(f"  more-{at}:\n    tell: Call {{site.phone}}.\n" for at in range(3))
    folder = write(tmp_path / "trees", {"_site.yaml": SITE, "tree.yaml": more})
    phone = next(slot for slot in empty_slots(load(folder, "t")) if "phone" in slot.message)
    assert phone.hint.endswith("t/_site.yaml:10, t/tree.yaml:5, t/tree.yaml:8 and 3 more")
