# SPDX-License-Identifier: EUPL-1.2
"""In which order the results stand on the page."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from overstap.engine.matching.model import OpeningKind
from overstap.engine.region import Region

Tell = Callable[..., Client]


def internships(client: Client, region: Region) -> list[list[bool]]:
    """Of each group: whether its first openings are internships, in the order of the page."""
    return [
        [
            region.records.openings[card.opening.id].kind is OpeningKind.INTERNSHIP
            for card in client.get(reverse("my-group", args=[reach])).context["cards"]
        ]
        for reach in ("now", "one-away", "further")
    ]


def software_tester(told: Tell, **wishes: str) -> Client:
    client = told("Softwaretester", **wishes)
    client.post(reverse("my-skills"), {"occupation": "software-tester"})
    client.post(reverse("my-skills"), {"take_usual": "all", "usual_of": "software-tester"})
    assert client.session["trip"]["occupation"] == "software-tester"
    return client


def test_internships_come_last_for_who_has_an_occupation(told: Tell, haaglanden: Region) -> None:
    groups = internships(software_tester(told), haaglanden)
    assert any(any(group) for group in groups)
    assert groups == [sorted(group) for group in groups]


def test_internships_that_are_asked_for_stand_where_they_fit(told: Tell, haaglanden: Region) -> None:
    client = software_tester(told)
    client.post(reverse("change-wishes"), {"place": "", "kinds": ["vacancy", "internship"]})
    groups = internships(client, haaglanden)
    assert groups != [sorted(group) for group in groups]


def test_internships_stand_where_they_fit_for_who_has_no_occupation(told: Tell, haaglanden: Region) -> None:
    client = software_tester(told)
    client.post(reverse("my-skills"), {"occupation": "none"})
    groups = internships(client, haaglanden)
    assert groups != [sorted(group) for group in groups]
