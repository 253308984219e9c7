# SPDX-License-Identifier: EUPL-1.2
"""Reads of passports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from overstap.apps.passports.enums import SHOWS, Evidence, ProofKind
from overstap.apps.passports.models import (
    Licence,
    Look,
    Passport,
    PassportLanguage,
    PassportSkill,
    Proof,
    Share,
)

_STRENGTH = {evidence: rank for rank, evidence in enumerate(Evidence)}


def passport_of(account: UUID) -> Passport | None:
    """The passport of this account with all that is in it; at most five queries."""
    found = Passport.objects.prefetch_related("skills", "proofs__organisation", "languages", "licences")
    return found.filter(account_id=account).first()


def passport_to_change(account: UUID) -> Passport | None:
    """As above, and nobody else changes it before the transaction ends."""
    locked = Passport.objects.select_for_update().filter(account_id=account).values_list("pk").first()
    return passport_of(account) if locked else None


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a passport as plain tuples, to see whether it changed; `wishes` in the order of `WISHES`."""

    wishes: tuple[Any, ...]
    story: tuple[str, str]
    skills: tuple[tuple[Any, ...], ...]
    proofs: tuple[tuple[Any, ...], ...]
    languages: tuple[tuple[Any, ...], ...]
    licences: tuple[tuple[Any, ...], ...]


WISHES = (
    *("place", "hours_low", "hours_high", "wage", "wage_floor", "distance", "kinds", "starts_on"),
    "circumstances",
)
_PROOF = ("pk", "kind", "title", "whose", "from_on", "until_on", "note", "skills")


def contents_of(accounts: Iterable[UUID]) -> Mapping[UUID, Contents]:
    """Account -> what is in its passport; five queries, however many there are, and no model of each row."""
    found = Passport.objects.filter(account_id__in=list(accounts))
    rows = list(found.values_list("pk", "account_id", "story", "occupation", *WISHES))
    mine = [row[0] for row in rows]
    skills = _by_passport(PassportSkill, mine, "skill", "evidence")
    proofs = _by_passport(Proof, mine, *_PROOF)
    languages = _by_passport(PassportLanguage, mine, "language", "level")
    licences = _by_passport(Licence, mine, "certificate", "until_on")
    return {
        account: Contents(tuple(wishes), (story, work), skills(pk), proofs(pk), languages(pk), licences(pk))
        for pk, account, story, work, *wishes in rows
    }


def _by_passport(model: Any, mine: Iterable[UUID], *fields: str) -> Callable[[UUID], tuple[Any, ...]]:
    rows: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    for passport, *told in model.objects.filter(passport__in=list(mine)).values_list("passport_id", *fields):
        rows[passport].append(tuple(told))
    return lambda passport: tuple(sorted(rows[passport], key=str))


def skills_of(
    passports: Collection[UUID] | QuerySet[Any], skills: Collection[str]
) -> dict[UUID, dict[str, Evidence]]:
    """As `held_skills`, of many at once and only of these skills; who holds none is left out. Two queries.

    `passports` may be a query for their ids, so that many thousands need not go there and back.
    """
    held: dict[UUID, dict[str, Evidence]] = {}
    wanted = set(skills)
    rows = PassportSkill.objects.filter(passport__in=passports, skill__in=wanted)
    for passport, skill, evidence in rows.values_list("passport_id", "skill", "evidence"):
        held.setdefault(passport, {})[skill] = Evidence(evidence)
    proofs = Proof.objects.filter(passport__in=passports, skills__overlap=sorted(wanted))
    for passport, kind, shown in proofs.values_list("passport_id", "kind", "skills"):
        known, shows = held.get(passport, {}), SHOWS[ProofKind(kind)]
        for skill in shown:
            if skill in known and _STRENGTH[shows] > _STRENGTH[known[skill]]:
                known[skill] = shows
    return held


def papers_of(passports: Collection[UUID] | QuerySet[Any], today: date) -> dict[UUID, frozenset[str]]:
    """The certificates of many at once that count on a day; who has none is left out. One query."""
    held: dict[UUID, set[str]] = {}
    rows = Licence.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=today), passport__in=passports)
    for passport, paper in rows.values_list("passport_id", "certificate"):
        held.setdefault(passport, set()).add(paper)
    return {passport: frozenset(papers) for passport, papers in held.items()}


def held_skills(passport: Passport) -> dict[str, Evidence]:
    """Skill -> the strongest that stands behind it: what the person says, or a proof that names it."""
    held = {one.skill: Evidence(one.evidence) for one in passport.skills.all()}
    for proof in passport.proofs.all():
        shows = SHOWS[ProofKind(proof.kind)]
        for skill in proof.skills:
            if skill in held and _STRENGTH[shows] > _STRENGTH[held[skill]]:
                held[skill] = shows
    return held


def proof_of(passport: Passport, id_: UUID) -> Proof | None:
    """A proof of this passport."""
    return passport.proofs.filter(pk=id_).first()


def shares_of(passport: Passport, now: datetime) -> tuple[Share, ...]:
    """Whom it is shared with now, by name; one query."""
    found = passport.shares.filter(until__gt=now).select_related("organisation")
    return tuple(found.order_by("organisation__name"))


def looks_at(passport: Passport, limit: int = 50) -> tuple[Look, ...]:
    """Who looked, the newest first; one query."""
    return tuple(passport.looks.select_related("organisation").order_by("-at")[:limit])


def shared_with(account: UUID, now: datetime) -> tuple[Share, ...]:
    """What is shared with the organisations this account belongs to, the newest first."""
    found = Share.objects.filter(organisation__members__account_id=account, until__gt=now)
    return tuple(found.select_related("organisation", "passport__account").distinct().order_by("-since"))


def standing_shares(now: datetime) -> QuerySet[Share]:
    """The shares that have not ended, for another question to look into."""
    return Share.objects.filter(until__gt=now)


def parts_shared(passport: Passport, organisation: str, now: datetime) -> frozenset[str]:
    """The parts of a passport that are shared with an organisation now; one query."""
    found = standing_shares(now).filter(passport=passport, organisation=organisation).first()
    return frozenset(found.parts) if found else frozenset()


def share(id_: UUID, now: datetime) -> Share | None:
    """A share that has not ended, with its passport and all that is in it."""
    found = Share.objects.filter(pk=id_, until__gt=now).select_related("organisation", "passport__account")
    return found.prefetch_related(
        "passport__skills", "passport__proofs__organisation", "passport__languages", "passport__licences"
    ).first()
