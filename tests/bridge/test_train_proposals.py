# SPDX-License-Identifier: EUPL-1.2
"""Proposed trains: work that waits for each, made with seats on offer, and those of before are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from overstap.apps.mobility.actions import CaseTold, open_case, take_in
from overstap.apps.mobility.models import Case
from overstap.apps.trains import proposals, seats
from overstap.apps.trains.models import Proposal, Rider, Train
from overstap.bridge import trains as bridge
from overstap.bridge.region import current_region, forget_region
from overstap.bridge.region_import import import_pack
from overstap.engine.generate.bank import Bank, bank_roster
from overstap.engine.pack import read_pack
from overstap.engine.region.train_making import WORK
from overstap.engine.roster.reading import read_roster
from tests.interfaces.web.conftest import SHIPPED
from tests.interfaces.web.who import an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Another test may have left its own region in memory."""
    forget_region()
    yield
    forget_region()


BY = "terminal"
LEAST, MOST = 2, 5


@pytest.fixture
def case(db: None) -> Case:
    """A case of sixty people of a bank, in the region that comes along."""
    import_pack(read_pack(SHIPPED), by=BY)
    today = timezone.localdate()
    days = {"notified_on": today, "last_day": today + timedelta(days=60)}
    row = open_case(centre=an_organisation("Het Centrum"), told=CaseTold("Bank", people=60, **days), by=BY)
    region = current_region()
    later = Bank(language="nl", later=today + timedelta(days=120), people=60)
    take_in(case=row.pk, people=read_roster(bank_roster(region.records, later), "x.csv", region, "nl"), by=BY)
    return row


def proposed(case: Case) -> Proposal:
    row = bridge.start_proposal(organisation=case.centre_id, case=case.pk, least=LEAST, most=MOST, by=BY)
    bridge.run_proposal(row.pk)
    row.refresh_from_db()
    assert row.state == "made"
    return row


def test_everybody_in_a_train_has_work_that_waits_and_a_train_is_made_with_seats_on_offer(case: Case) -> None:
    row, region = proposed(case), current_region()
    trains = proposals.trains_of(row)
    assert trains
    riding = [seat for one in trains for seat in one.seats.all() if not seat.reserve]
    assert len({seat.person_id for seat in riding}) == len(riding) == row.found["in_trains"]
    taken: dict[str, int] = {}
    for one in trains:
        members = [seat for seat in one.seats.all() if not seat.reserve]
        assert one.least <= len(members) <= one.most <= region.records.editions[one.edition].seats
        assert one.gap
        for seat in members:
            taken[seat.opening] = taken.get(seat.opening, 0) + 1
    assert all(region.records.openings[one].kind in WORK for one in taken)
    assert all(count <= region.records.openings[one].places for one, count in taken.items())
    assert len({one.edition for one in trains}) == len(trains)
    first = trains[0]
    about = {"row": row, "name": "Sun", "today": timezone.localdate(), "by": BY, "region": region}
    made = bridge.make_of(proposed=first, **about)
    members = [seat.person_id for seat in first.seats.all() if not seat.reserve]
    offered = Rider.objects.filter(train=made.train, state="offered")
    assert set(members) <= set(offered.values_list("person", flat=True))
    assert len(made.codes) == Rider.objects.filter(train=made.train, passport=None).count()
    asked = sum(one.asked for one in made.train.partners.filter(role="employer"))
    assert asked == len(members)
    with pytest.raises(proposals.AlreadyMade):
        bridge.make_of(proposed=first, **about)


def test_who_was_offered_a_seat_stays_there_and_a_no_is_not_proposed_again(case: Case) -> None:
    row, region = proposed(case), current_region()
    first = proposals.trains_of(row)[0]
    today = timezone.localdate()
    about = {"row": row, "name": "Sun", "today": today, "by": BY, "region": region}
    train = bridge.make_of(proposed=first, **about).train
    no, *others = Rider.objects.filter(train=train, state="offered").order_by("turn")
    seats.answer(train=train.pk, rider=no.pk, yes=False, today=today, by="rider")
    again = proposed(case)
    now = {seat.person_id: one.course for one in proposals.trains_of(again) for seat in one.seats.all()}
    assert not {one.person_id for one in others} & set(now)
    assert now.get(no.person_id) != first.course
    assert first.edition not in {one.edition for one in proposals.trains_of(again)}
    assert again.found["before"] == len(Rider.objects.filter(train=train).exclude(state="declined"))
    assert Train.objects.get().riders.filter(state="offered").count() >= len(others)


def test_a_stopped_proposal_keeps_the_best_so_far_and_one_that_is_gone_is_passed_over(case: Case) -> None:
    row = bridge.start_proposal(organisation=case.centre_id, case=case.pk, least=LEAST, most=MOST, by=BY)
    proposals.stop(proposal=row.pk, by=BY)
    bridge.run_proposal(row.pk)
    row.refresh_from_db()
    assert row.state == "made"
    assert row.found["stopped"]
    proposals.remove(proposal=row.pk, by=BY)
    bridge.run_proposal(row.pk)
    assert not Proposal.objects.exists()
