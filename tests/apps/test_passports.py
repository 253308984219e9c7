# SPDX-License-Identifier: EUPL-1.2
"""Passports: kept whole or not at all, shared by part and until a day, without citizen service numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from overstap.apps.accounts.actions import create_account
from overstap.apps.accounts.enums import Role
from overstap.apps.accounts.models import Account
from overstap.apps.audit import actions as audit
from overstap.apps.audit.queries import latest
from overstap.apps.passports import actions, queries, sharing
from overstap.apps.passports.actions import ProofTold, Told
from overstap.apps.passports.enums import Circumstance, Evidence, Level, Part, ProofKind
from overstap.apps.passports.models import Look, Passport, Proof, Share
from tests.interfaces.web.who import BY, an_organisation

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
TOLD = Told(
    language="nl",
    story="Ik deed de kas. Mijn bsn is 111222333.",
    skills={"handle-cash": "claimed", "help-customers": "certified"},
    certificates=("driving-b",),
    hours_low=24,
    hours_high=32,
    plan={"strict": True},
)


@pytest.fixture
def anna(db: None) -> Account:
    return create_account(email="anna@example.org", by=BY)


@pytest.fixture
def passport(anna: Account) -> Passport:
    return actions.keep_passport(account=anna.pk, told=TOLD, now=NOW, by=BY)


@pytest.fixture
def bakery(db: None) -> str:
    return an_organisation("De Zon")


def shared(
    passport: Passport, bakery: str, *, parts: tuple[Part, ...] = (Part.SKILLS,), days: int = 30
) -> Share:
    until = NOW + timedelta(days=days)
    return sharing.share(
        passport=passport, organisation=bakery, parts=parts, blind=True, now=NOW, until=until, by=BY
    )


def test_keeping_again_brings_it_up_to_what_was_told(anna: Account, passport: Passport) -> None:
    proof = actions.add_proof(passport=passport, told=ProofTold(ProofKind.WORK, "Balie"), by=BY)
    actions.set_languages(passport=passport, levels={"nl": Level.B2}, by=BY)
    told = Told(language="nl", skills={"handle-cash": "certified", "bake": "claimed"})
    again = actions.keep_passport(account=anna.pk, told=told, now=NOW, by=BY)
    found = queries.passport_of(anna.pk)
    assert found == again == passport
    assert {one.skill: one.evidence for one in found.skills.all()} == told.skills
    assert not found.licences.exists()
    assert [one.pk for one in found.proofs.all()] == [proof.pk]
    assert [one.level for one in found.languages.all()] == ["B2"]


@pytest.mark.parametrize("text", ["bsn 111222333", "111.222.333"])
def test_a_citizen_service_number_gets_in_nowhere(text: str, passport: Passport, bakery: str) -> None:
    told = ProofTold(ProofKind.WORK, f"Balie {text}", whose=text, note=text, skills=("handle-cash",))
    proof = actions.add_proof(passport=passport, told=told, by=BY)
    actions.change_proof(passport=passport, proof=proof.pk, told=told, by=BY)
    given = {"kind": ProofKind.ENDORSEMENT, "title": text, "note": text, "skills": ["handle-cash"]}
    sharing.give_proof(share=shared(passport, bakery), by=BY, **given)
    kept = str([*Proof.objects.values(), *Passport.objects.values()])
    assert "111222333" not in kept
    assert "111.222.333" not in kept


def test_a_proof_makes_a_skill_stronger_and_never_weaker(anna: Account, passport: Passport) -> None:
    told = ProofTold(ProofKind.WORK, "Balie", skills=("handle-cash", "help-customers", "new-one"))
    actions.add_proof(passport=passport, told=told, by=BY)
    held = queries.held_skills(queries.passport_of(anna.pk))
    assert held == {
        "handle-cash": Evidence.INFERRED,
        "help-customers": Evidence.CERTIFIED,
        "new-one": Evidence.INFERRED,
    }


def test_nobody_gives_themselves_a_confirmation(passport: Passport) -> None:
    for kind in (ProofKind.ENDORSEMENT, ProofKind.ASSESSMENT):
        with pytest.raises(ValueError, match="only an organisation"):
            actions.add_proof(passport=passport, told=ProofTold(kind, "x"), by=BY)


def test_what_an_organisation_gave_can_be_removed_and_not_changed(passport: Passport, bakery: str) -> None:
    given = {"kind": ProofKind.ASSESSMENT, "title": "Toets", "note": "", "skills": ["handle-cash", "not-held"]}
    proof = sharing.give_proof(share=shared(passport, bakery), by=BY, **given)
    assert proof.skills == ["handle-cash"]
    told = ProofTold(ProofKind.WORK, "Mine")
    assert not actions.change_proof(passport=passport, proof=proof.pk, told=told, by=BY)
    assert actions.remove_proof(passport=passport, proof=proof.pk, by=BY)
    with pytest.raises(ValueError, match="at least one skill"):
        sharing.give_proof(share=shared(passport, bakery), by=BY, **{**given, "skills": ["not-held"]})


def test_a_share_ends_by_itself_and_at_once_when_withdrawn(passport: Passport, bakery: str) -> None:
    row = shared(passport, bakery)
    assert queries.share(row.pk, NOW) is not None
    assert queries.share(row.pk, NOW + timedelta(days=30)) is None
    assert sharing.purge_ended(now=NOW + timedelta(days=30), by="system:worker") == 1
    row = shared(passport, bakery)
    assert sharing.withdraw(passport=passport, share=row.pk, by=BY)
    assert queries.share(row.pk, NOW) is None
    assert not sharing.withdraw(passport=passport, share=row.pk, by=BY)


@pytest.mark.parametrize("days", [0, -1, 400])
def test_nothing_is_shared_without_a_nearby_end(days: int, passport: Passport, bakery: str) -> None:
    with pytest.raises(IntegrityError, match="share_ends_in_time"):
        shared(passport, bakery, days=days)


def test_who_looked_is_seen_for_two_years(passport: Passport, bakery: str) -> None:
    sharing.note_look(share=shared(passport, bakery), role=Role.EMPLOYER, now=NOW, by="account:0b7e")
    (look,) = queries.looks_at(passport)
    assert (look.organisation_id, look.role, look.parts, look.at) == (bakery, "employer", ["skills"], NOW)
    sharing.purge_ended(now=NOW + timedelta(days=700), by="system:worker")
    assert Look.objects.exists()
    sharing.purge_ended(now=NOW + timedelta(days=740), by="system:worker")
    assert not Look.objects.exists()


def test_nothing_is_saved_when_the_trail_cannot_be_written(
    anna: Account, passport: Passport, bakery: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = shared(passport, bakery)

    def broken(**_event: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", broken)
    bob = create_account
    told = ProofTold(ProofKind.WORK, "x")
    for deed in (
        lambda: bob(email="bob@example.org", by=BY),
        lambda: actions.keep_passport(account=anna.pk, told=Told(language="en"), now=NOW, by=BY),
        lambda: actions.add_proof(passport=passport, told=told, by=BY),
        lambda: actions.set_circumstances(passport=passport, circumstances=[Circumstance.QUIET], by=BY),
        lambda: sharing.withdraw(passport=passport, share=row.pk, by=BY),
        lambda: sharing.note_look(share=row, role=Role.EMPLOYER, now=NOW, by=BY),
        lambda: actions.remove_passport(passport=passport, by=BY),
    ):
        with pytest.raises(RuntimeError):
            deed()
    found = queries.passport_of(anna.pk)
    assert found.language == "nl"
    assert not found.circumstances
    assert not found.proofs.exists()
    assert not Look.objects.exists()
    assert Share.objects.get() == row


def test_the_trail_knows_nothing_that_was_told(passport: Passport, bakery: str) -> None:
    actions.add_proof(
        passport=passport, told=ProofTold(ProofKind.WORK, "Geheim", from_on=date(2020, 1, 1)), by=BY
    )
    shared(passport, bakery)
    said = str([vars(event) for event in latest()])
    assert "Geheim" not in said
    assert "anna" not in said
