# SPDX-License-Identifier: EUPL-1.2
"""Every question of the API, and what each role gets that asks it with a token of theirs.

    open      an answer (also one that tells what is wrong with the question)
    refused   the token may not do that (403)
    hidden    not there (404), the same as for what does not exist

`OWN` questions are asked with a token for oneself, `OF_ORGANISATION` ones with a token for the organisation
they are about. A test walks all of it, and fails for a question that is not in this table.
"""

from __future__ import annotations

from tests.interfaces.api.world import ROLES

PUBLIC = frozenset(
    {
        "POST /v1/matches",
        "POST /v1/recognitions",
        "POST /v1/wording-checks",
        "POST /v1/vacancy-readings",
        "POST /v1/badge-checks",
        "GET /v1/rankings/{code}",
        "POST /v1/journeys",
        "POST /v1/reaches",
        "GET /v1/skills",
        "GET /v1/skills/{skill}",
        "GET /v1/occupations",
        "GET /v1/occupations/{occupation}",
        "GET /v1/openings",
        "GET /v1/openings/{opening}",
        "GET /v1/organisations",
        "GET /v1/organisations/{organisation}",
        "GET /v1/places",
        "GET /v1/sectors",
        "GET /v1/certificates",
        "GET /v1/courses",
        "GET /v1/courses/{course}",
        "GET /v1/departures",
        "GET /v1/meetings",
        "GET /v1/meetings/{meeting}",
    }
)
"""Asked without a token: what anybody may know."""

ALL = dict.fromkeys(ROLES, "open")
NOBODY = dict.fromkeys(ROLES, "hidden")
"""Something of somebody else."""

OWN = {
    "GET /v1/token": ALL,
    "GET /v1/account": ALL,
    "GET /v1/passport": ALL,
    "PUT /v1/passport": ALL,
    "PATCH /v1/passport": ALL,
    "GET /v1/passport/proofs": ALL,
    "POST /v1/passport/proofs": ALL,
    "GET /v1/passport/proofs/{proof}": NOBODY,
    "PUT /v1/passport/proofs/{proof}": NOBODY,
    "DELETE /v1/passport/proofs/{proof}": NOBODY,
    "GET /v1/passport/shares": ALL,
    "PUT /v1/passport/shares/{organisation}": ALL,
    "DELETE /v1/passport/shares/{organisation}": ALL,
    "GET /v1/passport/looks": ALL,
    "GET /v1/passport/badges": ALL,
    "PUT /v1/being-found": ALL,
    "GET /v1/being-found": ALL,
    "DELETE /v1/being-found": ALL,
    "GET /v1/contacts": ALL,
    "GET /v1/contacts/{contact}": NOBODY,
    "POST /v1/contacts/{contact}/answers": NOBODY,
    "PUT /v1/contacts/{contact}/outcomes/{kind}": NOBODY,
    "DELETE /v1/contacts/{contact}/outcomes/{kind}": NOBODY,
    "PUT /v1/contacts/{contact}/still-at-work/{question}": NOBODY,
    "POST /v1/reactions": ALL,
    "DELETE /v1/passport": ALL,
    "GET /v1/events": {**dict.fromkeys(ROLES, "refused"), "operator": "open"},
}
"""Question -> role -> what it gets, in an order in which each can be asked after the one before."""

NOT_THEIRS = {"person": "token", "operator": "token", "stranger": "hidden"}
"""Who belongs to no organisation can have no token for one; `stranger` has one for another."""
MEMBERS = {**ALL, **NOT_THEIRS}
OWNER = {**dict.fromkeys(ROLES, "refused"), **NOT_THEIRS, "owner": "open"}
EMPLOYERS = {
    **dict.fromkeys(ROLES, "refused"),
    **NOT_THEIRS,
    **dict.fromkeys(("employer", "owner", "broker"), "open"),
}
NO_SCOPE = {"stranger": "refused"}
"""Theirs is an employer, whose tokens cannot have the scope at all."""
COACHES = {
    **dict.fromkeys(ROLES, "refused"),
    **NOT_THEIRS,
    **dict.fromkeys(("coach", "adviser"), "open"),
} | NO_SCOPE
SCHOOLS = {**dict.fromkeys(ROLES, "refused"), **NOT_THEIRS, "school": "open"} | NO_SCOPE
HOLDERS = {
    **dict.fromkeys(ROLES, "refused"),
    **NOT_THEIRS,
    **dict.fromkeys(("adviser", "broker", "municipality"), "open"),
} | NO_SCOPE
NOT_THERE = {role: "hidden" if got == "open" else got for role, got in EMPLOYERS.items()}
"""Open to employers, were there something: the opening of this world takes nobody yet."""
WHO_SAW_IT_DONE = {**MEMBERS, "fund": "refused", "municipality": "refused"}

OF_ORGANISATION = {
    "GET /v1/organisations/{organisation}/members": MEMBERS,
    "PATCH /v1/organisations/{organisation}/members/{member}": OWNER,
    "GET /v1/organisations/{organisation}/invitations": OWNER,
    "DELETE /v1/organisations/{organisation}/invitations/{invitation}": OWNER,
    "GET /v1/shared-passports": MEMBERS | {"stranger": "open"},  # sees those of its own organisation
    "GET /v1/shared-passports/{share}": MEMBERS,
    "POST /v1/shared-passports/{share}/proofs": WHO_SAW_IT_DONE,
    "GET /v1/organisations/{organisation}/openings": EMPLOYERS,
    "POST /v1/organisations/{organisation}/openings": EMPLOYERS,
    "GET /v1/organisations/{organisation}/openings/{opening}": EMPLOYERS,
    "PUT /v1/organisations/{organisation}/openings/{opening}": EMPLOYERS,
    "PUT /v1/organisations/{organisation}/openings/{opening}/status": EMPLOYERS,
    "POST /v1/organisations/{organisation}/opening-imports": EMPLOYERS,
    "GET /v1/organisations/{organisation}/needs": EMPLOYERS,
    "POST /v1/organisations/{organisation}/needs": EMPLOYERS,
    "GET /v1/organisations/{organisation}/needs/{need}": EMPLOYERS,
    "PUT /v1/organisations/{organisation}/needs/{need}": EMPLOYERS,
    "PUT /v1/organisations/{organisation}/needs/{need}/status": EMPLOYERS,
    "GET /v1/organisations/{organisation}/openings/{opening}/candidates": NOT_THERE,
    "GET /v1/organisations/{organisation}/openings/{opening}/candidates/{candidate}": NOT_THERE,
    "POST /v1/organisations/{organisation}/openings/{opening}/candidates/{candidate}/contacts": NOT_THERE,
    "GET /v1/organisations/{organisation}/contacts": EMPLOYERS,
    "GET /v1/organisations/{organisation}/contacts/{contact}": EMPLOYERS,
    "POST /v1/organisations/{organisation}/contacts/{contact}/answers": EMPLOYERS,
    "PUT /v1/organisations/{organisation}/contacts/{contact}/outcomes/{kind}": EMPLOYERS,
    "DELETE /v1/organisations/{organisation}/contacts/{contact}/outcomes/{kind}": NOT_THERE,
    "GET /v1/organisations/{organisation}/response-times": EMPLOYERS,
    "GET /v1/organisations/{organisation}/caseload": COACHES,
    "GET /v1/organisations/{organisation}/caseload/{guidance}/notes": COACHES | {"adviser": "hidden"},
    "GET /v1/organisations/{organisation}/internships": SCHOOLS,
    "GET /v1/organisations/{organisation}/internships/{internship}": SCHOOLS,
    "GET /v1/organisations/{organisation}/rounds": SCHOOLS,
    "GET /v1/organisations/{organisation}/rounds/{round_id}": SCHOOLS,
    "GET /v1/organisations/{organisation}/rounds/{round_id}/places": SCHOOLS,
    "GET /v1/organisations/{organisation}/rounds/{round_id}/students": SCHOOLS,
    "GET /v1/organisations/{organisation}/trains": HOLDERS,
    "GET /v1/organisations/{organisation}/trains/{train}": HOLDERS,
    "DELETE /v1/organisations/{organisation}/openings/{opening}": EMPLOYERS,
    "DELETE /v1/organisations/{organisation}/members/{member}": OWNER,
}

BODIES = {
    "PATCH /v1/organisations/{organisation}/members/{member}": {"owner": True},
    "POST /v1/shared-passports/{share}/proofs": {
        "kind": "endorsement",
        "title": "x",
        "skills": ["help-customers"],
    },
    "POST /v1/organisations/{organisation}/openings": {"kind": "vacancy", "title": {}},
    "PUT /v1/organisations/{organisation}/openings/{opening}": {"kind": "vacancy", "title": {"nl": "x"}},
    "PUT /v1/organisations/{organisation}/openings/{opening}/status": {"status": "published"},
    "POST /v1/organisations/{organisation}/opening-imports": {"postings": [{"@type": "Person"}]},
    "POST /v1/organisations/{organisation}/needs": {"place": "delft", "from_on": "2027-01-01"},
    "PUT /v1/organisations/{organisation}/needs/{need}": {"place": "delft", "from_on": "2027-01-01"},
    "PUT /v1/organisations/{organisation}/needs/{need}/status": {"status": "ended"},
    "PUT /v1/being-found": {"parts": [], "until": "2026-12-24"},
    "POST /v1/contacts/{contact}/answers": {"answer": "touch"},
    "PUT /v1/contacts/{contact}/outcomes/{kind}": {"on": "2026-11-01"},
    "PUT /v1/contacts/{contact}/still-at-work/{question}": {"answer": "no-say"},
    "POST /v1/reactions": {"opening": "no-such", "name": "x", "reach": "x"},
    "POST /v1/organisations/{organisation}/openings/{opening}/candidates/{candidate}/contacts": {
        "message": "x"
    },
    "POST /v1/organisations/{organisation}/contacts/{contact}/answers": {"answer": "touch"},
    "PUT /v1/organisations/{organisation}/contacts/{contact}/outcomes/{kind}": {"on": "2026-11-01"},
    "POST /v1/journeys": {"seconds": 0.1},
    "POST /v1/reaches": {"months": [1]},
    "POST /v1/matches": {},
    "POST /v1/recognitions": {"text": "kassa"},
    "POST /v1/badge-checks": {"badge": "no badge"},
    "POST /v1/wording-checks": {"text": "Je past in ons jonge team."},
    "POST /v1/vacancy-readings": {"text": "Je helpt klanten aan de kassa."},
    "PUT /v1/passport": {},
    "PATCH /v1/passport": {"story": "x"},
    "POST /v1/passport/proofs": {"kind": "work", "title": "x"},
    "PUT /v1/passport/proofs/{proof}": {"kind": "work", "title": "x"},
    "PUT /v1/passport/shares/{organisation}": {"parts": ["skills"], "until": "2026-12-24"},
}
