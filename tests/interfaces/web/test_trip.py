# SPDX-License-Identifier: EUPL-1.2
"""What a person tells: masked, kept in the session only, taken along, loaded, wiped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from overstap.engine.masking import MASK, is_citizen_number, mask_citizen_numbers
from overstap.engine.matching.model import Evidence
from overstap.engine.problems import InputRefused
from overstap.engine.region import Region
from overstap.engine.region.passport_file import read_passport
from overstap.web.forms import PlanForm, per_hour
from overstap.web.planner.trip import Trip
from overstap.web.planner.trip_file import trip_as_file, trip_from_file

Tell = Callable[..., Client]


def trip_in(client: Client) -> dict[str, Any]:
    kept: dict[str, Any] = client.session["trip"]
    return kept


# --- BSN ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["111222333", "111.222.333", "111 222 333", "1112 22 333", "111-222-333"])
def test_a_bsn_is_masked_however_it_is_written(written: str) -> None:
    assert mask_citizen_numbers(f"bsn: {written}, Delft") == (f"bsn: {MASK}, Delft", 1)


@pytest.mark.parametrize("between", ["\xa0", "  ", "\n", "\r\n", "\t", "/", "–", "\u2011", " - "])
def test_a_bsn_is_masked_whatever_stands_between_its_digits(between: str) -> None:
    written = between.join(["111", "222", "333"])
    assert mask_citizen_numbers(f"bsn {written}, Delft") == (f"bsn {MASK}, Delft", 1)


@pytest.mark.parametrize("before", ["6 13", "+31 6 12345678", "2010-2014", "123 456 789", "01-01-1980"])
def test_a_bsn_is_masked_after_other_numbers(before: str) -> None:
    assert mask_citizen_numbers(f"{before} 111 222 333") == (f"{before} {MASK}", 1)


@pytest.mark.parametrize(
    "innocent",
    [
        *("123456789", "0612345678", "2010 2022", "000000000", "1112223334"),
        *("+31 6 12345671", "+31612345671", "0031 6 12345671", "+31 (0)6 12345671", "(+31) 612345671"),
        *("2004 - 2009\n4 jaar", "01/02/1980\n8 kinderen"),
    ],
)
def test_other_numbers_stay(innocent: str) -> None:
    assert mask_citizen_numbers(innocent) == (innocent, 0)


@given(st.text(alphabet="0123456789 .-a\n", max_size=40))
def test_masking_leaves_no_bsn_and_is_done_after_once(text: str) -> None:
    masked, _count = mask_citizen_numbers(text)
    assert mask_citizen_numbers(masked) == (masked, 0)
    assert not any(is_citizen_number(word) for word in masked.split())


def test_a_bsn_never_reaches_the_session(told: Tell) -> None:
    client = told("Mijn bsn is 111222333 en ik deed de kas.")
    assert "111222333" not in json.dumps(trip_in(client))
    assert "burgerservicenummer" in client.get(reverse("my-skills")).content.decode()


@pytest.mark.parametrize("name", ["plan", "change-wishes"])
def test_a_bsn_in_the_goal_never_reaches_the_session(name: str, told: Tell) -> None:
    client = told()
    client.post(reverse(name), {"now": "Ik deed de kas.", "place": "", "to": "bsn 111222333"})
    assert trip_in(client)["goal"] == f"bsn {MASK}"


def test_a_bsn_in_a_file_never_reaches_the_session(client: Client, db: None) -> None:
    bsn = "111222333"
    page = {"text": f"bsn {bsn}", "goal": f"bsn {bsn}", "example": bsn, "dropped": [bsn]}
    file = BytesIO(changed(page=page))
    file.name = "x.json"
    client.post(reverse("load"), {"file": file})
    assert trip_in(client)["goal"] == f"bsn {MASK}"
    assert bsn not in json.dumps(trip_in(client))


# --- the session -------------------------------------------------------------------------------------


def test_nothing_is_stored_before_somebody_submits(client: Client, db: None) -> None:
    for name in ("front", "openings", "occupations", "departures", "skills", "how"):
        assert client.get(reverse(name)).status_code == 200
    assert "overstap" not in client.cookies
    assert Session.objects.count() == 0


@pytest.mark.parametrize("name", ["openings", "occupations", "departures", "skills", "how", "privacy"])
def test_who_told_nothing_gets_no_cookie(name: str, client: Client, db: None) -> None:
    client.get(reverse(name))
    assert not client.cookies


def test_the_cookie_that_protects_forms_goes_with_the_browser(client: Client, db: None) -> None:
    client.get(reverse("front"))
    assert client.cookies["csrf"]["max-age"] == ""
    assert client.cookies["csrf"]["expires"] == ""


def test_what_was_told_can_be_wiped_from_every_page(told: Tell) -> None:
    client = told()
    for name in ("how", "privacy", "front", "my-work"):
        assert f'action="{reverse("wipe")}"' in client.get(reverse(name)).content.decode()


def test_a_refused_form_stores_nothing_and_says_what_is_wrong(client: Client, db: None) -> None:
    answer = client.post(reverse("plan"), {"now": "", "hours_low": "40", "hours_high": "20"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Een paar woorden is genoeg" in said
    assert "hoger dan het hoogste" in said
    assert Session.objects.count() == 0


def test_wiping_leaves_nothing(told: Tell) -> None:
    client = told()
    assert Session.objects.count() == 1
    answer = client.post(reverse("wipe"), follow=True)
    assert "Alles is gewist" in answer.content.decode()
    assert Session.objects.count() == 0
    assert client.get(reverse("my-skills")).status_code == 302


def test_no_address_holds_what_was_told(told: Tell) -> None:
    client = told("Ik verkocht kaartjes", place="delft", wage="18,50")
    for step in (reverse("my-skills"), reverse("my-work")):
        assert "?" not in client.get(step).request["PATH_INFO"]
        assert client.get(step).request["QUERY_STRING"] == ""


def test_what_was_dropped_stays_away_when_the_text_changes(told: Tell) -> None:
    client = told()
    assert "handle-complaints" in trip_in(client)["skills"]
    client.post(reverse("my-skills"), {"drop": "handle-complaints"})
    client.post(reverse("plan"), {"now": "Klachten behandelen, nog steeds, en bellen met klanten."})
    assert "handle-complaints" not in trip_in(client)["skills"]
    client.post(reverse("my-skills"), {"restore": "handle-complaints"})
    assert "handle-complaints" in trip_in(client)["skills"]


def test_evidence_is_raised_and_lowered_and_kept_when_the_text_changes(told: Tell) -> None:
    client = told()
    client.post(reverse("my-skills"), {"raise": "handle-complaints"})
    assert trip_in(client)["skills"]["handle-complaints"] == Evidence.CERTIFIED
    client.post(reverse("plan"), {"now": "Klachten behandelen"})
    assert trip_in(client)["skills"]["handle-complaints"] == Evidence.CERTIFIED
    client.post(reverse("my-skills"), {"lower": "handle-complaints"})
    assert trip_in(client)["skills"]["handle-complaints"] == Evidence.CLAIMED


def test_skills_that_do_not_exist_are_not_kept(told: Tell) -> None:
    client = told()
    client.post(reverse("my-skills"), {"add": "no-such-skill"})
    assert "no-such-skill" not in trip_in(client)["skills"]


# --- what is typed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "unit", "hours", "expected"),
    [
        ("18,50", "hour", "20", 18.5),
        ("€ 18.50", "hour", "", 18.5),
        ("2.600", "month", "32", 18.75),
        ("2600", "month", "", 16.67),
        ("1.234,5", "month", "20", 14.24),
    ],
)
def test_pay_is_read_as_people_write_it(typed: str, unit: str, hours: str, expected: float) -> None:
    form = PlanForm({"now": "x", "wage": typed, "pay_unit": unit, "pay_hours": hours}, places={})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["wage"] == pytest.approx(expected, abs=0.005)


def test_todays_monthly_pay_is_not_for_the_hours_that_are_wished() -> None:
    pay = {"wage": "2900", "wage_floor": "2400", "pay_unit": "month", "pay_hours": "36"}
    form = PlanForm({"now": "x", "hours_low": "16", "hours_high": "24", **pay}, places={})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["wage"] == pytest.approx(18.59, abs=0.005)
    assert form.cleaned_data["wage_floor"] == pytest.approx(23.08, abs=0.005)


def test_pay_comes_back_as_it_was_typed(told: Tell) -> None:
    pay = {"wage": "2.900", "wage_floor": "2.399,99", "pay_unit": "month", "pay_hours": "32"}
    client = told(hours_low="24", hours_high="28", **pay)
    for name in ("front", "my-work"):
        form = client.get(reverse(name)).context["form"]
        assert form["wage"].value() == 2900
        assert form["wage_floor"].value() == 2399.99
        assert (form["pay_unit"].value(), form["pay_hours"].value()) == ("month", 32)


@pytest.mark.parametrize(
    "field", ["wage", "pay_unit", "pay_hours", "hours_low", "distance", "starts_on", "place", "kinds"]
)
def test_nonsense_is_refused_at_its_field(field: str) -> None:
    form = PlanForm({"now": "x", field: "onzin"}, places={"delft": "Delft"})
    assert list(form.errors) == [field]


def test_monthly_pay_without_hours_is_read_at_full_time() -> None:
    assert per_hour(3120.0, "month", None) == 20.0
    assert per_hour(None, "month", 20) is None


# --- taking along ------------------------------------------------------------------------------------


def test_what_is_taken_along_can_be_loaded_elsewhere(told: Tell) -> None:
    client = told(place="delft", wage="18,50", hours_low="24", hours_high="32", to="Zorg en welzijn")
    client.post(reverse("my-skills"), {"drop": "handle-complaints"})
    taken = client.get(reverse("take-along"))
    assert taken["Content-Disposition"] == 'attachment; filename="mijn-overstap.json"'
    other = Client()
    file = BytesIO(taken.content)
    file.name = "mijn-overstap.json"
    answer = other.post(reverse("load"), {"file": file})
    assert answer["Location"] == reverse("my-skills")
    assert trip_in(other) == trip_in(client)


def test_a_file_keeps_every_field(haaglanden: Region) -> None:
    trip = Trip(text="héé", place="delft", wage=18.5, kinds=["vacancy"], starts_on="2027-01-04", strict=False)
    trip.pay_unit, trip.pay_hours = "month", 32.0
    trip.keep("handle-complaints", Evidence.CERTIFIED)
    trip.drop("help-customers")
    assert trip_from_file(trip_as_file(trip), "x.json", haaglanden) == (trip, ())


def test_the_terminal_reads_the_same_file(told: Tell, haaglanden: Region) -> None:
    client = told(place="delft", distance="15")
    file = read_passport(client.get(reverse("take-along")).content, haaglanden)
    assert {held.skill for held in file.passport.skills} == set(trip_in(client)["skills"])
    assert (file.place, file.wishes.distance) == ("delft", 15.0)


def changed(**values: Any) -> bytes:
    return json.dumps({**json.loads(trip_as_file(Trip())), **values}).encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "geen bestand van Overstap"),
        (b"\xff\xfe\x00", "geen bestand van Overstap"),
        (b"[" * 100_000, "geen bestand van Overstap"),
        (b"[]", "geen paspoort"),
        (b" " * 1_100_000, "te groot"),
        (changed(version=9), "version"),
        (changed(wage="much"), "wage"),
        (changed(skills=[{"skill": "help-customers", "evidence": "sworn"}]), "sworn"),
        (changed(wishes={"kinds": ["slavery"]}), "slavery"),
        (changed(page={"shoe_size": 44}), "page.shoe_size"),
        (changed(page={"language": "xx"}), "page.language"),
        (changed(page={"text": "x" * 20_001}), "page.text"),
        (changed(page={"text": 7}), "page.text"),
        (changed(page={"strict": "yes"}), "page.strict"),
        (changed(page={"dropped": "all"}), "page.dropped"),
        (changed(page={"pay_unit": "year"}), "page.pay_unit"),
        (changed(page={"pay_hours": 0}), "page.pay_hours"),
        (changed(page={"pay_hours": True}), "page.pay_hours"),
        (changed(page={"text": "x\ud800y"}), "kapotte tekens"),
        (changed(page={"dropped": ["\ud800"]}), "kapotte tekens"),
        (changed(place="\ud800"), "kapotte tekens"),
        (changed(page={"\ud800": ""}), "kapotte tekens"),
    ],
)
def test_a_bad_file_is_refused_with_the_reason(content: bytes, reason: str, haaglanden: Region) -> None:
    with pytest.raises(InputRefused) as refused:
        trip_from_file(content, "x.json", haaglanden)
    assert reason in refused.value.text("nl")
    assert refused.value.text("nl") != refused.value.text("en")


def test_any_bytes_are_refused_in_words(haaglanden: Region) -> None:
    @given(st.binary(max_size=200))
    def refused(content: bytes) -> None:
        with pytest.raises(InputRefused) as told:
            trip_from_file(content, "x.json", haaglanden)
        assert told.value.problems

    refused()


def test_a_bad_file_changes_nothing(told: Tell) -> None:
    client = told()
    before = trip_in(client)
    file = BytesIO(b"{}")
    file.name = "x.json"
    answer = client.post(reverse("load"), {"file": file})
    assert answer.status_code == 422
    assert "Er is niets veranderd" in answer.content.decode()
    assert trip_in(client) == before


def test_what_the_region_no_longer_knows_is_left_out_and_counted(client: Client, db: None) -> None:
    file = BytesIO(changed(skills=[{"skill": "gone"}, {"skill": "help-customers"}], place="atlantis"))
    file.name = "x.json"
    answer = client.post(reverse("load"), {"file": file})
    assert "2 dingen" in answer.content.decode()
    assert list(trip_in(client)["skills"]) == ["help-customers"]


# --- papers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("Rijbewijs: B", ["driving-b"]),
        ("Ik heb mijn B-rijbewijs en vca", ["driving-b", "vca"]),
        ("heftruckcertificaat en code 95", ["code-95", "forklift"]),
        ("Wft Basis", ["wft-basic"]),
        ("I have a driving license B and a forklift certificate", ["driving-b", "forklift"]),
        ("Geen rijbewijs B. Ik wil mijn vca halen.", []),
        ("Ik ben verzorgende IG en werkte als boa", []),
    ],
)
def test_papers_named_in_the_text_are_ticked(text: str, papers: list[str], told: Tell) -> None:
    assert sorted(trip_in(told(text))["certificates"]) == papers


def test_a_paper_read_in_the_text_is_shown_and_stays_away_when_it_is_unticked(told: Tell) -> None:
    client = told("Rijbewijs: B. Ik deed de kas.")
    page = client.get(reverse("my-skills")).content.decode()
    assert re.search(r'<mark title="[^"]*Rijbewijs B[^"]*">Rijbewijs: B</mark>', page)
    assert "in je woorden: “Rijbewijs: B”" in page
    client.post(reverse("my-skills"), {"papers": "yes"})
    client.post(reverse("plan"), {"now": "Rijbewijs B. Ik deed de kas en nam de telefoon op."})
    assert trip_in(client)["certificates"] == []
    client.post(reverse("my-skills"), {"papers": "yes", "certificate": "driving-b"})
    assert trip_in(client)["certificates"] == ["driving-b"]
    assert "driving-b" not in trip_in(client)["dropped"]
