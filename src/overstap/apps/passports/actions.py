# SPDX-License-Identifier: EUPL-1.2
"""Writes to one's own passport. A citizen service number never gets in, whichever way a text comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.passports.enums import (
    ISSUER_AT_MOST,
    OWN_KINDS,
    PROOFS_AT_MOST,
    Circumstance,
    Level,
    ProofKind,
)
from overstap.apps.passports.models import Licence, Passport, PassportLanguage, PassportSkill, Proof
from overstap.engine.masking import mask_citizen_numbers


class TooMany(Exception):
    """The passport holds so many of these that it takes no more."""


@dataclass(frozen=True, slots=True)
class ProofTold:
    """What somebody writes of something they did. `whose`: the employer, school or giver, in their words.

    `issuer`, `checked`: of a badge out of a file, its issuer's identifier and how sure it is.
    """

    kind: ProofKind
    title: str
    whose: str = ""
    from_on: date | None = None
    until_on: date | None = None
    note: str = ""
    skills: tuple[str, ...] = ()
    issuer: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told the planner, as a passport keeps it. `skills`: id -> evidence."""

    language: str
    story: str = ""
    occupation: str = ""
    place: str = ""
    hours_low: float | None = None
    hours_high: float | None = None
    wage: float | None = None
    wage_floor: float | None = None
    distance: float | None = None
    kinds: tuple[str, ...] = ()
    starts_on: date | None = None
    skills: Mapping[str, str] = field(default_factory=dict)
    certificates: tuple[str, ...] = ()
    proofs: tuple[ProofTold, ...] = ()
    languages: Mapping[str, Level] = field(default_factory=dict)
    plan: Mapping[str, Any] = field(default_factory=dict)


def masked(text: str) -> str:
    """The text as we may keep it."""
    return mask_citizen_numbers(text.strip())[0]


@transaction.atomic
def keep_passport(*, account: UUID, told: Told, now: datetime, by: str) -> Passport:
    """Makes a passport of what was told, or brings the one that is there up to it.

    What it tells of proofs and languages comes beside those that are there; circumstances and sharing stay as
    they are. Raises `TooMany`, and Django's `IntegrityError` for what a constraint forbids.
    """
    values = {
        "language": told.language,
        "story": masked(told.story),
        **{name: getattr(told, name) for name in ("occupation", "place", "hours_low", "hours_high", "wage")},
        **{name: getattr(told, name) for name in ("wage_floor", "distance", "starts_on")},
        "kinds": list(told.kinds),
        "plan": dict(told.plan),
        "kept_at": now,
    }
    passport, made = Passport.objects.select_for_update().get_or_create(account_id=account, defaults=values)
    if not made:
        Passport.objects.filter(pk=passport.pk).update(**values)
        passport.refresh_from_db()
    passport.skills.exclude(skill__in=list(told.skills)).delete()
    PassportSkill.objects.bulk_create(
        (PassportSkill(passport=passport, skill=skill, evidence=said) for skill, said in told.skills.items()),
        update_conflicts=True,
        unique_fields=["passport_id", "skill"],
        update_fields=["evidence"],
    )
    passport.licences.exclude(certificate__in=told.certificates).delete()
    Licence.objects.bulk_create(
        (Licence(passport=passport, certificate=one) for one in told.certificates), ignore_conflicts=True
    )
    _add_languages(passport, told.languages)
    added = _add_proofs(passport, told.proofs)
    counts = {"skills": len(told.skills), "proofs": added}
    audit.record(what=What.PASSPORT_KEPT, subject=str(passport.pk), by=by, counts=counts)
    return passport


@transaction.atomic
def remove_passport(*, passport: Passport, by: str) -> None:
    """Removes a passport and all of it, what was shared included."""
    audit.record(what=What.PASSPORT_REMOVED, subject=str(passport.pk), by=by)
    passport.delete()


@transaction.atomic
def set_languages(*, passport: Passport, levels: Mapping[str, Level], by: str) -> None:
    """Says which languages somebody knows, and how well; those not named are no longer there."""
    Passport.objects.select_for_update().get(pk=passport.pk)
    passport.languages.exclude(language__in=list(levels)).delete()
    _add_languages(passport, levels)
    audit.record(what=What.PASSPORT_CHANGED, subject=str(passport.pk), by=by)


@transaction.atomic
def set_licences(*, passport: Passport, until: Mapping[str, date | None], by: str) -> None:
    """Says which papers somebody has, and until when each counts; those not named are no longer there."""
    passport.licences.exclude(certificate__in=list(until)).delete()
    Licence.objects.bulk_create(
        (Licence(passport=passport, certificate=one, until_on=day) for one, day in until.items()),
        update_conflicts=True,
        unique_fields=["passport_id", "certificate"],
        update_fields=["until_on"],
    )
    audit.record(what=What.PASSPORT_CHANGED, subject=str(passport.pk), by=by)


@transaction.atomic
def set_circumstances(*, passport: Passport, circumstances: Iterable[Circumstance], by: str) -> None:
    """Says what somebody wishes about how work goes."""
    passport.circumstances = sorted(str(one) for one in set(circumstances))
    passport.save(update_fields=["circumstances"])
    audit.record(what=What.PASSPORT_CHANGED, subject=str(passport.pk), by=by)


@transaction.atomic
def add_proof(*, passport: Passport, told: ProofTold, by: str) -> Proof:
    """Adds what somebody did; the skills it shows come into the passport when they were not there.

    Raises `TooMany`, and `ValueError` for a kind that only another can give.
    """
    _only_own(told.kind)
    Passport.objects.select_for_update().get(pk=passport.pk)
    if passport.proofs.count() >= PROOFS_AT_MOST:
        raise TooMany
    proof = Proof.objects.create(passport=passport, **_values(told))
    claim(passport=passport, skills=told.skills)
    audit.record(what=What.PROOF_ADDED, subject=str(proof.pk), by=by)
    return proof


@transaction.atomic
def change_proof(*, passport: Passport, proof: UUID, told: ProofTold, by: str) -> bool:
    """Changes what somebody wrote themselves; false when it is not there, or another gave or signed it."""
    _only_own(told.kind)
    row = passport.proofs.select_for_update().filter(pk=proof, organisation=None, checked="").first()
    if row is None:
        return False
    for name, value in _values(told).items():
        setattr(row, name, value)
    row.save()
    claim(passport=passport, skills=told.skills)
    audit.record(what=What.PROOF_CHANGED, subject=str(row.pk), by=by)
    return True


@transaction.atomic
def remove_proof(*, passport: Passport, proof: UUID, by: str) -> bool:
    """Removes a proof, also one that another gave; false when there is no such thing."""
    removed, _ = passport.proofs.filter(pk=proof).delete()
    if removed:
        audit.record(what=What.PROOF_REMOVED, subject=str(proof), by=by)
    return bool(removed)


def _add_languages(passport: Passport, levels: Mapping[str, Level]) -> None:
    PassportLanguage.objects.bulk_create(
        (PassportLanguage(passport=passport, language=one, level=str(level)) for one, level in levels.items()),
        update_conflicts=True,
        unique_fields=["passport_id", "language"],
        update_fields=["level"],
    )


def _add_proofs(passport: Passport, told: Iterable[ProofTold]) -> int:
    """Adds those that are not there yet, and says how many; the same file may be brought twice."""
    known = {_same(vars(one)) for one in passport.proofs.filter(organisation=None)}
    new = {_same(values): values for values in map(_values, told) if _same(values) not in known}
    if passport.proofs.count() + len(new) > PROOFS_AT_MOST:
        raise TooMany
    for values in new.values():
        _only_own(ProofKind(values["kind"]))
    Proof.objects.bulk_create(Proof(passport=passport, **values) for values in new.values())
    return len(new)


def _same(values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(values[name] for name in ("kind", "title", "whose", "from_on", "until_on"))


def _values(told: ProofTold) -> dict[str, Any]:
    return {
        "kind": str(told.kind),
        "title": masked(told.title),
        "whose": masked(told.whose),
        "from_on": told.from_on,
        "until_on": told.until_on,
        "note": masked(told.note),
        "issuer": masked(told.issuer)[:ISSUER_AT_MOST],
        "checked": told.checked,
        "skills": sorted(set(told.skills)),
    }


def claim(*, passport: Passport, skills: Iterable[str]) -> None:
    """Puts skills into a passport as claimed; those that are there stay as they are."""
    rows = (PassportSkill(passport=passport, skill=one, evidence="claimed") for one in skills)
    PassportSkill.objects.bulk_create(rows, ignore_conflicts=True)


def _only_own(kind: ProofKind) -> None:
    if kind not in OWN_KINDS:
        raise ValueError(f"only an organisation gives an {kind}")
