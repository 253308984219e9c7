# SPDX-License-Identifier: EUPL-1.2
"""Schemathesis asks what the description allows and forbids, as every role: nothing it looks for is found.

It looks for errors of ours, undescribed statuses, content and headers, what fits and is refused, what does not
and is taken, answers without the token that is asked, things that stay after they were removed or are not there
after they were made.
"""

from __future__ import annotations

import os

import pytest

from tests.interfaces.api.asked_at_length import faults, served
from tests.interfaces.api.world import World

EXAMPLES = int(os.environ.get("OVERSTAP_API_EXAMPLES", "1"))
AT_LENGTH = EXAMPLES > 1
OF_ORGANISATIONS = "^/v1/(organisations/.*/|shared-passports)"
PLANNER = "^/v1/(journeys|reaches)$"
"""What takes seconds to answer is asked apart, and less."""


@pytest.fixture(autouse=True)
def _as_often_as_it_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSTAP_API_PER_MINUTE", "1000000")


@pytest.mark.parametrize("role", ["operator", *(["person", "adviser"] if AT_LENGTH else [])])
def test_nothing_is_found_with_a_token_for_oneself(role: str, world: World) -> None:
    without = PLANNER if AT_LENGTH else f"{PLANNER}|{OF_ORGANISATIONS}"
    with served() as address:
        asked, found = faults(address, world.own[role], examples=EXAMPLES, without=without)
    assert asked > 500
    assert found == [], "\n\n".join(found)


@pytest.mark.parametrize("role", ["owner", *(["coach", "fund"] if AT_LENGTH else [])])
def test_nothing_is_found_with_a_token_for_an_organisation(role: str, world: World) -> None:
    about = {
        "organisation": world.organisation,
        "share": str(world.share),
        "need": str(world.need),
        "candidate": str(world.candidate),
        "contact": str(world.contact),
        "guidance": str(world.guidance),
        "round_id": str(world.round),
        "internship": str(world.internship),
        "train": str(world.train),
        "member": str(world.member),
        "invitation": str(world.invitation),
    }
    only = "" if AT_LENGTH else OF_ORGANISATIONS
    with served() as address:
        asked, found = faults(
            address, world.theirs[role], examples=EXAMPLES, about=about, only=only, without=PLANNER
        )
    assert asked > 300
    assert found == [], "\n\n".join(found)


def test_nothing_is_found_in_what_the_planner_is_asked(world: World) -> None:
    with served() as address:
        secret = world.own["person"]
        asked, found = faults(address, secret, examples=EXAMPLES * 4, only=PLANNER, coverage=AT_LENGTH)
    assert asked >= 4
    assert found == [], "\n\n".join(found)


def test_what_is_wrong_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the tests above would find nothing whatever there was."""
    monkeypatch.setattr("overstap.api.own.used_in", lambda _request: 1 / 0)
    with served() as address:
        _asked, found = faults(address, world.own["person"], examples=1, only="^/v1/token$")
    assert any("GET /v1/token" in one and "500" in one for one in found), found
