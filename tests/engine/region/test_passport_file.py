# SPDX-License-Identifier: EUPL-1.2
"""The passport that is taken along and given back."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overstap.engine import Evidence, HeldSkill, InputRefused, OpeningKind, Passport, Wishes
from overstap.engine.region.passport_file import PassportFile, read_passport, write_passport


@pytest.fixture
def file(region) -> PassportFile:
    return PassportFile(
        Passport(
            (HeldSkill("help-customers", Evidence.INFERRED), HeldSkill("handle-cash", Evidence.CERTIFIED)),
            frozenset({"driving-b"}),
        ),
        Wishes(
            position=region.records.places["zoetermeer"].position,
            distance=20.0,
            hours_low=24.0,
            hours_high=32.0,
            wage_floor=17.0,
            kinds=frozenset({OpeningKind.VACANCY, OpeningKind.LEARN_WORK}),
            starts_on=date(2027, 2, 1),
        ),
        place="zoetermeer",
        occupation="bank-counter-clerk",
        wage=19.5,
    )


def test_what_is_taken_along_comes_back_the_same(region, file):
    assert read_passport(write_passport(file), region) == file
    assert write_passport(read_passport(write_passport(file), region)) == write_passport(file)


def test_a_skill_may_be_named_by_its_esco_identifier(region):
    uri = region.taxonomy.skill("handle-cash").uri
    content = {"format": "overstap-passport", "version": 1, "skills": [uri]}
    assert uri
    assert read_passport(json.dumps(content), region).passport.skills == (HeldSkill("handle-cash"),)


def altered(file, **changes) -> str:
    return json.dumps({**json.loads(write_passport(file)), **changes})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "cv"}, "not a passport of Overstap"),
        ({"version": 9}, "column version: “9” is not 1"),
        ({"skills": [{"skill": "fly-a-broom"}]}, "“fly-a-broom” is not known"),
        ({"skills": [{"skill": "handle-cash", "evidence": "sworn"}]}, "“sworn” is not one of claimed"),
        ({"skills": "handle-cash"}, "column skills: “handle-cash” is not a list"),
        ({"certificates": ["wings"]}, "“wings” is not known"),
        ({"place": "atlantis"}, "“atlantis” is not known"),
        ({"occupation": 7}, "“7” is not known"),
        ({"wage": "much"}, "“much” is not a number"),
        ({"wage": True}, "“True” is not a number"),
        ({"wishes": []}, "is not an object"),
        ({"wishes": {"hours_low": 90}}, "“90” is not a number, 1 – 60"),
        ({"wishes": {"kinds": ["gig"]}}, "“gig” is not one of vacancy"),
        ({"wishes": {"starts_on": "soon"}}, "“soon” is not a date"),
    ],
)
def test_what_is_wrong_is_named_and_the_whole_file_refused(region, file, change, said):
    with pytest.raises(InputRefused, match=said.replace("(", r"\(")):
        read_passport(altered(file, **change), region, "me.json")


def test_all_that_is_wrong_is_named_at_once_in_dutch_too(region, file):
    content = altered(file, place="atlantis", wage=-1)
    with pytest.raises(InputRefused) as refused:
        read_passport(content, region, "ik.json")
    assert len(refused.value.problems) == 2
    assert "is in deze regio niet bekend" in refused.value.text("nl")
    assert refused.value.text("nl").startswith("ik.json, kolom place")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"null", b"{", b"[" * 100_000, b" " * 1_000_001])
def test_what_is_no_passport_at_all_is_refused_in_words(region, content):
    with pytest.raises(InputRefused):
        read_passport(content, region)


plain = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=True) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = ("skills", "certificates", "occupation", "place", "wage", "wishes")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(KEYS), plain, max_size=4))
def test_whatever_stands_in_it_it_is_read_or_refused_never_a_fault(region, content):
    content = {"format": "overstap-passport", "version": 1, **content}
    try:
        read_passport(json.dumps(content), region)
    except InputRefused as refused:
        assert refused.problems  # noqa: PT017


def test_what_this_region_does_not_know_can_be_left_out_and_is_named(region, file):
    content = altered(file, place="atlantis", skills=["fly-a-broom", "handle-cash"], certificates=["wings"])
    read = read_passport(content, region, leave_out_unknown=True)
    assert sorted(read.left_out) == ["atlantis", "fly-a-broom", "wings"]
    assert read.passport == Passport((HeldSkill("handle-cash"),))
    with pytest.raises(InputRefused, match="not a number"):
        read_passport(altered(file, wage="much"), region, leave_out_unknown=True)


def test_what_the_page_keeps_for_itself_is_carried_along(region, file):
    kept = altered(file, page={"goal": "zorg"})
    assert read_passport(kept, region).page == {"goal": "zorg"}
    assert '"page"' not in write_passport(file)
