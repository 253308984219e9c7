# SPDX-License-Identifier: EUPL-1.2
"""Places that hosts bring to a round: in time, looked at by the school, no guidance promised twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from overstap.apps.audit import actions as audit
from overstap.apps.openings.models import Opening
from overstap.apps.rounds import actions, bringing, queries
from overstap.apps.rounds.actions import Given, StudentTold
from overstap.apps.rounds.bringing import Brought
from overstap.apps.rounds.enums import Criterion, PlaceStatus, Track
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent
from overstap.bridge import rounds as bridge
from overstap.bridge.region import reload_region
from overstap.bridge.region_import import import_pack
from tests.apps.test_rounds import BY, NOW, TODAY, TOLD
from tests.made_pack import made_pack

pytestmark = pytest.mark.django_db

OFFER = {"criteria": [Criterion.SCORE], "track": Track.BBL, "says_recognised": True}


@pytest.fixture
def round_(db: None) -> Round:
    import_pack(made_pack(), by=BY)
    return actions.open_round(organisation="thuiszorg", told=TOLD, by=BY)


def an_opening() -> str:
    return str(Opening.objects.order_by("pk").values_list("pk", flat=True)[0])


def bring(round_: Round, places: int = 2, **more: object) -> RoundPlace:
    told = Brought(places=places, **OFFER, **more)  # type: ignore[arg-type] # fields of a place
    when = {"now": NOW, "today": TODAY, "by": BY}
    return bringing.bring_place(round_=round_.pk, opening=an_opening(), told=told, **when)


def test_what_a_host_brings_takes_part_once_the_school_took_it_in(round_: Round) -> None:
    place = bring(round_)
    assert queries.places_of(round_) == ()
    assert queries.figures_of(round_)["offered"] == 1
    student = _student(round_)
    wish = {"student": student.pk, "wishes": [place.pk], "now": NOW, "today": TODAY, "by": "student"}
    with pytest.raises(actions.NotOffered):
        actions.give_wishes(**wish)
    with pytest.raises(actions.NotOffered):
        actions.give_out(round_=round_.pk, given={student.pk: Given(place.pk, 1)}, now=NOW, by=BY)
    bringing.take_in(round_=round_.pk, place=place.pk, recognised=True, today=TODAY, by=BY)
    (there,) = queries.places_of(round_)
    assert (there.recognised, there.recognised_on, there.says_recognised) == (True, TODAY, True)
    actions.give_wishes(**wish)
    with pytest.raises(bringing.StandsAlready):
        bring(round_)


def test_the_school_declines_with_a_reason_and_the_host_may_try_again(round_: Round) -> None:
    place = bring(round_)
    with pytest.raises(IntegrityError), transaction.atomic():
        bringing.decline(round_=round_.pk, place=place.pk, because="", by=BY)
    bringing.decline(round_=round_.pk, place=place.pk, because="No supervisor.", by=BY)
    with pytest.raises(actions.NotOffered):
        bringing.take_in(round_=round_.pk, place=place.pk, recognised=False, today=TODAY, by=BY)
    again = bring(round_, places=1)
    assert (again.pk, again.status, again.declined_because) == (place.pk, PlaceStatus.OFFERED, "")


def test_places_come_and_go_until_the_last_day_for_wishes(round_: Round) -> None:
    place = bring(round_)
    late = TOLD.wishes_until + timedelta(days=1)
    take = {"round_": round_.pk, "place": place.pk, "by": BY}
    with pytest.raises(actions.TooLate):
        bringing.take_back(organisation=place.opening.organisation_id, today=late, **take)
    bringing.take_back(organisation="somebody-else", today=TODAY, **take)
    assert RoundPlace.objects.count() == 1
    bringing.take_back(organisation=place.opening.organisation_id, today=TODAY, **take)
    assert RoundPlace.objects.count() == 0
    actions.give_out(round_=round_.pk, given={}, now=NOW, by=BY)
    with pytest.raises(actions.TooLate):
        bring(round_)


def test_nothing_is_brought_or_answered_when_the_trail_cannot_be_written(
    round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = bring(round_)

    def fails(**_told: object) -> None:
        raise OSError

    monkeypatch.setattr(audit, "record", fails)
    here = {"round_": round_.pk, "place": place.pk, "by": BY}
    for one in (
        lambda: bring(round_, places=1),
        lambda: bringing.take_in(recognised=True, today=TODAY, **here),
        lambda: bringing.decline(because="Far", **here),
        lambda: bringing.take_back(organisation=place.opening.organisation_id, today=TODAY, **here),
    ):
        with pytest.raises(OSError), transaction.atomic():
            one()
    assert RoundPlace.objects.get().status == PlaceStatus.OFFERED
    assert RoundPlace.objects.get().places == 2


def test_who_needs_guidance_gets_no_place_that_does_not_give_it(round_: Round) -> None:
    place = bring(round_, extra_hours=2.0, extra_students=1)
    bringing.take_in(round_=round_.pk, place=place.pk, recognised=False, today=TODAY, by=BY)
    occupation, home = place.opening.occupation_id, place.opening.place_id
    wants = tuple(place.opening.demands.values_list("skill", flat=True))
    told = [StudentTold(f"s{at}", occupation, home, wants) for at in range(4)]
    actions.bring_students(round_=round_.pk, students=told, by=BY)
    for reference, hours in (("s0", 2.0), ("s1", 1.0), ("s2", 3.0)):
        student = RoundStudent.objects.get(reference=reference)
        actions.tell_guidance(round_=round_.pk, student=student.pk, hours=hours, by=BY)
    bridge.hold(round_, reload_region(), now=NOW, by=BY)
    got = set(RoundStudent.objects.filter(got__isnull=False).values_list("reference", flat=True))
    assert "s3" in got
    assert "s2" not in got
    assert len(got & {"s0", "s1"}) == 1


def test_guidance_is_not_given_out_to_more_than_a_place_guides(round_: Round) -> None:
    place = bring(round_, extra_hours=2.0, extra_students=1)
    bringing.take_in(round_=round_.pk, place=place.pk, recognised=False, today=TODAY, by=BY)
    first, second = _student(round_), _student(round_, "s2")
    for one in (first, second):
        actions.tell_guidance(round_=round_.pk, student=one.pk, hours=1, by=BY)
    given = {one.pk: Given(place.pk, 1) for one in (first, second)}
    with pytest.raises(actions.NotOffered):
        actions.give_out(round_=round_.pk, given=given, now=NOW, by=BY)


def _student(round_: Round, name: str = "s1") -> RoundStudent:
    actions.bring_students(round_=round_.pk, students=[StudentTold(name, "nurse", "delft")], by=BY)
    return RoundStudent.objects.get(reference=name)
