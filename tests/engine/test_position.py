"""Where a walk stands: one YAML snippet, one query string, one place."""

from tests.engine.snippets import at, known, library, place, trail, tree_of
from wizard.engine.carry import Why
from wizard.engine.position import position
from wizard.known import Known, Source

TWO_QUESTIONS = """
steps:
  where: {ask: Where?, options: {here: Here, there: There, unsure: }}
  number: {ask: Which?, when: {where: here}, options: {one: One, two: Two}}
  fix-it: {fix: Fix it}
"""


def test_a_walk_begins_at_the_first_step():
    assert place(at(tree_of(TWO_QUESTIONS))) == "where"


def test_a_step_whose_condition_does_not_hold_is_passed_over():
    assert place(at(tree_of(TWO_QUESTIONS), "where=there")) == "fix-it"


def test_a_condition_on_something_unknown_is_false_and_none_of_it_true():
    tree = tree_of("""
    steps:
      first: {ask: A?, when: {windows: win7}, options: {a: A}}
      second: {ask: B?, when: {none: {windows: win7}}, options: {b: B}}
    """)
    assert place(at(tree)) == "second"


def test_behind_the_last_step_comes_a_ticket():
    assert place(at(tree_of(TWO_QUESTIONS), "where=there&fix-it=not-solved")) == "<ticket>"
    assert place(at(tree_of("steps: {one: {do: It, when: {windows: win7}}}"))) == "<ticket>"


def test_a_fix_that_helped_ends_solved():
    assert place(at(tree_of(TWO_QUESTIONS), "where=there&fix-it=solved")) == "<solved>"


def test_a_value_that_is_not_offered_is_no_answer_even_before_junk_is_dropped():
    tree = tree_of("steps: {windows: {fact: windows}, after: {do: It}}")
    junk = Known(
        {"windows": "dos", "after": "maybe"}, {"windows": {Source.HOST: "os2"}, "nothing": {Source.HOST: "x"}}
    )
    found = position(tree, junk)
    assert place(found) == "windows"
    assert found.trail == ()


def test_a_fact_that_is_known_is_not_asked():
    tree = tree_of("steps: {windows: {fact: windows}, after: {do: It}}")
    assert trail(at(tree, "windows~host=win10")) == ["windows~host=win10"]
    assert place(at(tree, "windows~host=win10")) == "after"


def test_answered_beats_verified_beats_probe_beats_host():
    tree = tree_of("steps: {windows: {fact: windows}, after: {do: It}}")
    told = {Source.HOST: "win7", Source.PROBE: "win10", Source.VERIFIED: "win11"}
    expected = [("win11", Source.VERIFIED), ("win10", Source.PROBE), ("win7", Source.HOST)]
    answered = position(tree, Known({"windows": "win10"}, {"windows": told})).trail[0]
    assert (answered.value, answered.source) == ("win10", Source.ANSWERED)
    for value, source in expected:
        given = position(tree, Known(told={"windows": told})).trail[0]
        assert (given.value, given.source) == (value, source)
        del told[source]


def test_unsure_is_no_knowledge_and_a_probe_may_still_fill_it():
    tree = tree_of("steps: {windows: {fact: windows}, after: {do: It, when: {windows: win10}}}")
    assert trail(at(tree, "windows=unsure")) == ["windows=unsure"]
    assert trail(at(tree, "windows=unsure&windows~probe=win10")) == ["windows~probe=win10"]
    assert place(at(tree, "windows=unsure&windows~probe=win10")) == "after"


def test_a_condition_that_names_unsure_sees_it_and_a_comparison_does_not():
    tree = tree_of("""
    steps:
      disk-free: {fact: disk-free}
      small: {do: A, when: {disk-free: {below: 5}}}
      any-size: {do: B, when: {disk-free: unsure}}
    """)
    assert place(at(tree, "disk-free=unsure")) == "any-size"
    assert place(at(tree, "disk-free=4.5")) == "small"


def test_a_fact_learnt_elsewhere_holds_though_its_step_is_not_on_the_path():
    tree = tree_of("""
    steps:
      where: {ask: Where?, options: {here: Here, there: There}}
      windows: {fact: windows, when: {where: here}}
      old: {do: It, when: {windows: win7}}
    """)
    found = at(tree, "where=there&windows=win7")
    assert place(found) == "old"
    assert found.off_path == ()


def test_answers_to_steps_that_were_passed_are_off_the_path_and_those_ahead_are_kept():
    found = at(tree_of(TWO_QUESTIONS), "where=there&number=one")
    assert [(gone.step, gone.why) for gone in found.off_path] == [("number", Why.OFF_PATH)]
    assert at(tree_of(TWO_QUESTIONS), "number=one&fix-it=solved").off_path == ()


def test_step_answers_count_only_on_the_path():
    tree = tree_of("""
    steps:
      where: {ask: Where?, options: {here: Here, there: There}}
      number: {ask: Which?, when: {where: here}, options: {one: One}}
      both: {do: It, when: {number: one}}
    """)
    assert place(at(tree, "where=here&number=one")) == "both"
    assert place(at(tree, "where=there&number=one")) == "<ticket>"


def test_a_condition_sees_no_answer_to_a_step_that_comes_later():
    tree = tree_of("steps: {first: {do: A, when: {second: done}}, second: {do: B}}")
    assert trail(at(tree, "second=done")) == ["second=done"]


def test_several_chosen_options_each_count_for_conditions():
    tree = tree_of("""
    steps:
      missing: {ask: What?, many: true, options: {texts: Texts, sound: Sound, images: Images, unsure: }}
      sound: {do: A, when: {missing: sound}}
    """)
    assert trail(at(tree, "missing=images.texts")) == ["missing=texts.images"]
    assert place(at(tree, "missing=images.texts")) == "<ticket>"
    assert place(at(tree, "missing=sound.texts")) == "sound"


def test_of_several_chosen_options_the_first_that_names_a_place_decides():
    tree = tree_of("""
    steps:
      missing:
        ask: What?
        many: true
        options: {texts: Texts, sound: {label: Sound, goto: last}, images: {label: Images, goto: ticket}}
      between: {do: A}
      last: {do: B}
    """)
    assert place(at(tree, "missing=texts")) == "between"
    assert place(at(tree, "missing=texts.sound.images")) == "last"
    assert place(at(tree, "missing=texts.images")) == "<ticket>"


def test_the_dot_of_a_version_or_number_joins_no_options():
    tree = tree_of("""
    steps:
      build: {ask: Which?, type: version, options: {unsure: }}
      two: {do: A, when: {build: 2}}
      ten: {do: B, when: {build: 10}}
    """)
    assert place(at(tree, "build=2.10")) == "<ticket>"
    assert place(at(tree, "build=10")) == "ten"


def test_versions_of_a_block_compare_as_versions_in_the_tree_too():
    block = (
        "steps: {build: {ask: Which?, type: version}, missing: {ask: W?, many: true, options: {a: A, b: B}}}"
    )
    tree = tree_of(
        """
        steps:
          use-it: {use: shared}
          older: {do: A, when: {shared.build: {below: 2.10}, shared.missing: b}}
        """,
        blocks={"shared": block},
    )
    assert place(at(tree, "shared.build=2.9&shared.missing=a.b")) == "older"


def test_a_typed_answer_goes_its_own_way():
    tree = tree_of("""
    steps:
      code: {ask: Which?, type: number, options: {unsure: {goto: ticket}}, goto: last}
      between: {do: A}
      last: {do: B}
    """)
    assert place(at(tree, "code=۱۶۰۳")) == "last"
    assert trail(at(tree, "code=۱۶۰۳")) == ["code=1603"]
    assert place(at(tree, "code=unsure")) == "<ticket>"


def test_a_detected_value_answers_a_question_and_the_trail_says_by_what():
    tree = tree_of("""
    steps:
      room: {ask: How much?, options: {low: {label: Low, if: {disk-free: {below: 5}}}, unsure: }}
      make-room: {do: It, when: {room: low}}
    """)
    found = at(tree, "disk-free~probe=3")
    assert place(found) == "make-room"
    given = found.trail[0]
    assert (given.value, given.source, given.by) == ("low", Source.PROBE, ("disk-free",))


def test_an_explicit_answer_beats_the_detected_one():
    tree = tree_of(
        "steps: {room: {ask: How much?, options: {low: {label: L, if: {disk-free: {below: 5}}}, unsure: }}}"
    )
    given = at(tree, "disk-free~probe=3&room=unsure").trail[0]
    assert (given.value, given.source, given.by) == ("unsure", Source.ANSWERED, ())


def test_what_follows_from_something_unknown_says_so_too():
    tree = tree_of(
        "steps: {old: {ask: Old?, options: {no: {label: N, if: {none: {windows: win7}}}, yes: Y}}}"
    )
    assert at(tree).trail[0].by == ("windows",)


CHANGED = """
steps:
  windows: {fact: windows}
  upgrade: {fix: Upgrade, changes: [windows]}
  old: {do: A, when: {windows: win7}}
  other: {do: B, when: {none: {windows: win7}}}
"""


def test_a_fact_that_a_step_changes_is_unknown_from_there_on_whatever_the_outcome():
    for outcome in ("not-solved", "unable"):
        found = at(tree_of(CHANGED), f"windows=win7&upgrade={outcome}")
        assert place(found) == "other"
        assert found.changed == {"windows"}
        assert "windows" not in found.values


def test_a_change_that_is_passed_over_changes_nothing():
    tree = tree_of(CHANGED.replace("changes: [windows]", "changes: [windows], when: {windows: win10}"))
    assert place(at(tree, "windows=win7&upgrade=not-solved")) == "old"


ASKED_AGAIN = """
steps:
  where: {ask: Where?, options: {here: Here, there: There, nowhere: {label: N, goto: last}}}
  seven: {do: A, when: {windows: win7}}
  upgrade: {fix: Upgrade, changes: [windows], when: {where: here}}
  windows: {fact: windows}
  last: {do: B, when: {windows: win10}}
"""


def test_after_the_change_only_an_answer_counts_for_the_fact_not_what_was_told():
    tree = tree_of(ASKED_AGAIN)
    assert place(at(tree, "windows~probe=win7")) == "where"
    assert place(at(tree, "where=here&windows~probe=win7")) == "seven"
    assert place(at(tree, "where=here&windows~probe=win7&seven=done&upgrade=not-solved")) == "windows"
    assert place(at(tree, "where=there&windows~probe=win7&seven=done")) == "<ticket>"


def test_the_answer_to_a_fact_asked_after_its_change_does_not_reach_back_before_it():
    tree = tree_of(ASKED_AGAIN)
    found = at(tree, "where=here&upgrade=not-solved&windows=win7")
    assert trail(found) == ["where=here", "upgrade=not-solved", "windows=win7"]
    told = at(tree, "where=here&windows~probe=win7&seven=done&upgrade=not-solved&windows=win10")
    assert trail(told) == ["where=here", "seven=done", "upgrade=not-solved", "windows=win10"]
    assert place(told) == "last"


def test_an_answer_to_a_fact_asked_after_a_change_holds_when_neither_is_on_the_path():
    assert place(at(tree_of(ASKED_AGAIN), "where=nowhere&windows=win10")) == "last"


def test_an_answer_to_a_fact_is_lost_when_it_is_changed_and_not_asked_again():
    tree = tree_of("""
    steps:
      upgrade: {fix: Upgrade, changes: [windows]}
      windows: {fact: windows, when: {overlay: on}}
      last: {do: B, when: {windows: win10}}
    """)
    assert place(at(tree, "upgrade=not-solved&windows=win10")) == "<ticket>"
    assert place(at(tree, "upgrade=not-solved&windows=win10&overlay~probe=on")) == "last"


def test_unable_leads_where_the_option_says():
    tree = tree_of("""
    ends: {managed: {kind: referred, text: Ask them}}
    steps: {locale: {fix: Set it, goto: {unable: managed}}, next-one: {do: It}}
    """)
    assert place(at(tree, "locale=unable")) == "<managed>"
    assert place(at(tree, "locale=not-solved")) == "next-one"


def test_a_goto_leads_on_but_the_conditions_of_its_target_and_its_groups_still_decide():
    tree = tree_of("""
    steps:
      where: {ask: Where?, options: {here: {label: H, goto: inside}, there: {label: T, goto: grouped}}}
      between: {do: A}
      grouped: {when: {windows: win7}, steps: {outside: {do: B}, inside: {do: C}}}
      last: {do: D}
    """)
    assert place(at(tree, "where=here")) == "last"
    assert place(at(tree, "where=here&windows~host=win7")) == "inside"
    assert place(at(tree, "where=there&windows~host=win7")) == "outside"


def test_a_goto_backward_or_to_nowhere_is_a_ticket():
    for target in ("where", "first", "nowhere"):
        tree = tree_of(f"""
        steps:
          first: {{do: A}}
          where: {{ask: Where?, options: {{here: {{label: H, goto: {target}}}}}}}
          last: {{do: B}}
        """)
        assert place(at(tree, "first=done&where=here")) == "<ticket>"


def test_names_inside_a_block_resolve_inside_it():
    tree = tree_of(
        """
        steps:
          found: {ask: Outer?, options: {a: A, b: B}}
          log: {use: setup-log}
          last: {do: It, when: {setup-log.found: a, found: b}}
        """,
        blocks={
            "setup-log": """
            ends: {ready: {kind: ticket}}
            steps:
              found: {ask: Inner?, options: {a: A, b: {label: B, goto: third}, c: {label: C, goto: ready}}}
              second: {do: It, when: {found: b}}
              third: {do: It, when: {found: b}}
            """
        },
    )
    assert place(at(tree, "found=b")) == "setup-log.found"
    assert place(at(tree, "found=b&setup-log.found=b")) == "setup-log.third"
    assert place(at(tree, "found=b&setup-log.found=a")) == "last"
    assert place(at(tree, "found=b&setup-log.found=c")) == "<setup-log.ready>"


def test_the_condition_of_a_use_holds_for_all_its_steps():
    tree = tree_of(
        "steps: {old: {use: shared, when: {windows: win7}}, last: {do: It}}",
        blocks={"shared": "steps: {a: {do: A}, b: {do: B}}"},
    )
    assert place(at(tree)) == "last"
    assert place(at(tree, "windows~host=win7&shared.a=done")) == "shared.b"


def test_a_jump_of_a_block_to_the_tree_that_uses_it_falls_away():
    block = {"shared": "steps: {a: {ask: A?, options: {yes: {label: Y, goto: 'tree:t'}}}, b: {do: B}}"}
    assert place(at(tree_of("steps: {use-it: {use: shared}}", blocks=block), "shared.a=yes")) == "shared.b"
    other = library(blocks=block, u="steps: {use-it: {use: shared}}").staff["u"]
    assert place(at(other, "shared.a=yes")) == "<tree:t>"


def test_a_goto_to_a_staff_step_leads_customers_to_what_follows_it():
    found = library(
        t="""
        steps:
          where: {ask: Where?, options: {here: {label: H, goto: register}, there: {label: T, goto: checks}}}
          between: {do: A}
          checks: {audience: staff, steps: {look: {do: B}}}
          register: {do: C, audience: staff}
          last: {do: D}
        """
    )
    assert place(at(found.staff["t"], "where=here")) == "register"
    assert place(at(found.customers["t"], "where=here")) == "last"
    assert place(at(found.staff["t"], "where=there")) == "look"
    assert place(at(found.customers["t"], "where=there")) == "last"


def test_a_tell_with_a_goto_goes_one_way_on():
    tree = tree_of("steps: {note: {tell: Know this, goto: last}, between: {do: A}, last: {do: B}}")
    assert place(at(tree, "note=next")) == "last"
    assert place(at(tree, "note=solved")) == "note"


def test_known_values_are_left_as_they_were():
    tree, given = tree_of(ASKED_AGAIN), known("where=here&windows~probe=win7&windows=win10&upgrade=unable")
    before = (dict(given.answers), {name: dict(values) for name, values in given.told.items()})
    assert position(tree, given) == position(tree, given)
    assert before == (given.answers, given.told)
