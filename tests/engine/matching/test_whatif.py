# SPDX-License-Identifier: EUPL-1.2
"""One skill more, one demand less."""

from datetime import date

from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import Course, Edition, Opening
from overstap.engine.matching.whatif import pool_for, skills_that_open_most
from tests.engine.tiny import TODAY, demands, language, matcher, passport

LANGUAGE = language("a b c d n w", relations="n<w")


def gains(matching, held, **rest):
    filters = rest.pop("filters", Filters(today=TODAY))
    found = skills_that_open_most(matching, passport(held), filters=filters, today=TODAY, **rest)
    return [(gain.skill, gain.opens) for gain in found]


def test_the_skill_that_opens_most_comes_first():
    matching = matcher(LANGUAGE, {"one": "a! b!", "two": "a! b!", "three": "a! c!", "far": "c! d!"})
    assert gains(matching, "a") == [("b", 2), ("c", 1)]


def test_a_narrower_skill_also_opens_work_that_asks_the_wider_one():
    matching = matcher(LANGUAGE, {"one": "a! n!", "two": "a! w!"})
    assert gains(matching, "a") == [("n", 2), ("w", 1)]


def test_work_that_fits_already_or_lacks_a_certificate_is_not_opened():
    openings = [
        Opening("fits", demands("a!")),
        Opening("paper", demands("a! b!"), certificates=frozenset({"paper"})),
    ]
    assert gains(matcher(LANGUAGE, openings), "a") == []


def test_of_equal_skills_the_one_with_a_course_comes_first():
    leaves = Edition("e", "course", date(2027, 3, 1), date(2027, 4, 1))
    course = Course("course", ("c",), editions=(leaves,))
    matching = matcher(LANGUAGE, {"one": "a! b!", "two": "a! c!"}, (course,))
    assert gains(matching, "a") == [("c", 1), ("b", 1)]


def test_gain_is_what_matching_again_with_the_skill_says():
    matching = matcher(LANGUAGE, {"one": "a! b!", "two": "b! c+", "three": "a! b! d!", "four": "w! b!"})
    before = {match.opening for match in matching.openings_for(passport("a n"), today=TODAY).now}
    filters = Filters(today=TODAY)
    for gain in skills_that_open_most(matching, passport("a n"), filters=filters, today=TODAY):
        after = matching.openings_for(passport(f"a n {gain.skill}"), today=TODAY).now
        assert {match.opening for match in after} - before == set(gain.openings)


PEOPLE = [passport("a b"), passport("a b"), passport("a c"), passport("a"), passport("d")]


def test_the_pool_grows_when_a_demand_is_dropped_softened_or_trained():
    matching = matcher(LANGUAGE, {})
    pool = pool_for(matching, Opening("job", demands("a! b!")), PEOPLE, today=TODAY)
    assert (pool.fits, pool.people) == (2, 5)
    effects = {effect.skill: (effect.dropped, effect.softened, effect.trained) for effect in pool.effects}
    assert effects["b"] == (4, 4, 4)
    assert effects["a"] == (2, 2, 2)
    assert pool.effects[0].skill == "b"


def test_people_without_the_legal_certificate_never_join_the_pool():
    regulated = Opening("job", demands("a!"), certificates=frozenset({"paper"}))
    people = [passport("a"), passport("a", "paper")]
    assert pool_for(matcher(LANGUAGE, {}), regulated, people, today=TODAY).fits == 1


def test_nobody_is_a_pool_of_nobody():
    pool = pool_for(matcher(LANGUAGE, {}), Opening("job", demands("a!")), [], today=TODAY)
    assert (pool.fits, pool.people, pool.effects[0].dropped) == (0, 0, 0)


def test_asking_less_never_shrinks_the_pool():
    # Without the demand for a, which both hold, what is left of the coverage would be too little.
    people = [passport("a b"), passport("a")]
    pool = pool_for(matcher(LANGUAGE, {}), Opening("job", demands("a! b+ c+")), people, today=TODAY)
    assert pool.fits == 1
    for effect in pool.effects:
        assert min(effect.dropped, effect.softened, effect.trained) >= pool.fits
