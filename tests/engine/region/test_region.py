# SPDX-License-Identifier: EUPL-1.2
"""What a region promises to whoever asks it something, on the pack that ships."""

from dataclasses import replace
from datetime import date

import pytest

from overstap.engine import Evidence, Filters, HeldSkill, Passport, Reach

TODAY = date(2026, 12, 1)


def in_occupation(region, occupation: str) -> Passport:
    usual = region.usual_skills(occupation)
    return Passport(tuple(HeldSkill(skill, Evidence.INFERRED) for skill in usual))


def test_a_bank_clerk_finds_work_that_fits_and_work_one_step_away_outside_the_bank(region):
    matches = region.match(in_occupation(region, "bank-counter-clerk"), today=TODAY)
    assert matches.now
    near = matches.now + matches.one_away
    sectors = {
        region.records.occupations[region.records.openings[match.opening].occupation].sector for match in near
    }
    assert len(sectors) >= 2


def test_every_match_says_why_in_both_languages(region):
    matches = region.match(in_occupation(region, "shop-assistant"), today=TODAY)
    for match in matches.all():
        assert region.explain(match, "nl").endswith(".")
        assert region.explain(match, "en").endswith(".")


def test_one_skill_away_means_one_must_or_one_paper(region):
    for occupation in ("bank-counter-clerk", "administrative-clerk", "shop-assistant"):
        matches = region.match(in_occupation(region, occupation), today=TODAY)
        for match in matches.one_away:
            assert len(match.must_missing) + len(match.certificates_missing) <= 1
        for match in matches.now:
            assert not match.must_missing
            assert not match.certificates_missing


def test_the_skill_that_opens_most_really_opens_it(region):
    passport = in_occupation(region, "bank-counter-clerk")
    before = {match.opening for match in region.match(passport, today=TODAY).now}
    for gain in region.skills_that_open_most(passport, today=TODAY):
        richer = replace(passport, skills=(*passport.skills, HeldSkill(gain.skill)))
        after = {match.opening for match in region.match(richer, today=TODAY).now}
        assert after - before == set(gain.openings)


def test_where_people_go_is_where_others_come_from(region):
    for step in region.goes_to("bank-counter-clerk", top=5):
        origins = {one.occupation: one.coverage for one in region.comes_from(step.occupation, top=1000)}
        assert origins["bank-counter-clerk"] == step.coverage


def test_closed_openings_are_not_shown(region):
    passport = in_occupation(region, "bank-counter-clerk")
    closes = max(row.closes_on for row in region.records.openings.values() if row.closes_on)
    late = date.fromordinal(closes.toordinal() + 1)
    for match in region.match(passport, today=late).all():
        assert region.records.openings[match.opening].closes_on is None


def test_departures_leave_in_order_and_none_has_left(region):
    leaving = region.departures(TODAY)
    days = [max(edition.starts_on, TODAY) for edition in leaving]
    assert days == sorted(days)
    assert all((edition.ends_on if edition.continuous else edition.starts_on) >= TODAY for edition in leaving)


@pytest.mark.parametrize("kind", ["vacancy", "internship", "apprenticeship", "learn-work", "trial"])
def test_example_people_are_matched_by_their_own_wishes(region, kind):
    opening = next(id_ for id_, row in region.records.openings.items() if row.kind == kind)
    found = region.people_for(opening, region.records.people.values(), today=TODAY)
    assert len(found) == len(region.records.people)
    order = [list(Reach).index(match.reach) for _, match in found]
    assert order == sorted(order)


def test_filters_leave_out_and_say_how_many(region):
    passport = in_occupation(region, "shop-assistant")
    everything = region.match(passport, today=TODAY)
    fewer = region.match(passport, today=TODAY, filters=Filters(today=TODAY, wage_floor=25))
    assert fewer.filtered_out > everything.filtered_out
    for match in fewer.all():
        row = region.records.openings[match.opening]
        assert row.wage_high is None or row.wage_high >= 25


def test_nothing_known_finds_nothing(region):
    assert region.match(Passport(), today=TODAY).all() == ()
    assert region.skills_that_open_most(Passport(), today=TODAY, top=3) is not None
