# SPDX-License-Identifier: EUPL-1.2
"""B09. Everything is covered but for a licence, which a course gives."""

from tests.engine.journeys.town import course, edition, lines, person, town, work

CASE = town(
    person("a"),
    "care",
    [work("care", certificates=frozenset({"licence"}))],
    [course("exam", "b", edition("02-01", 1, cost=250), papers="licence")],
)


def test_a_legal_paper_is_needed_whatever_one_can() -> None:
    assert lines(CASE) == [
        "course 01-04 > exam1 02-01..02-08 > search 02-09 > care 03-11"
        " | 250 EUR | 3120 low | 187174 in all | 4 h",
    ]
