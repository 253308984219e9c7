# SPDX-License-Identifier: EUPL-1.2
"""Another concept in the place of one that the language no longer has, because the owner said so."""

from __future__ import annotations

from django.db import transaction

from overstap.apps.audit import actions as audit
from overstap.apps.audit.enums import What
from overstap.apps.passports.enums import Evidence
from overstap.apps.passports.models import Passport, PassportSkill

_STRENGTH = {str(evidence): rank for rank, evidence in enumerate(Evidence)}


@transaction.atomic
def replace_skill(*, passport: Passport, old: str, new: str, by: str) -> bool:
    """Puts a skill in the place of another, or takes it out when `new` is empty; false when it is not there.

    Of two that are there both the stronger evidence stays. What the person wrote themselves as proof follows;
    what an organisation said stays as it said it.
    """
    Passport.objects.select_for_update().get(pk=passport.pk)
    row = passport.skills.filter(skill=old).first()
    if row is None:
        return False
    PassportSkill.objects.filter(passport=passport, skill=old).delete()
    if new:
        there = passport.skills.filter(skill=new).first()
        said = [row.evidence, *([there.evidence] if there else [])]
        strongest = max(said, key=_STRENGTH.__getitem__)
        PassportSkill.objects.update_or_create(passport=passport, skill=new, defaults={"evidence": strongest})
    for proof in passport.proofs.filter(skills__contains=[old], organisation=None):
        kept = [one for one in proof.skills if one != old]
        proof.skills = sorted({*kept, *([new] if new else [])})
        proof.save(update_fields=["skills"])
    audit.record(what=What.PASSPORT_CHANGED, subject=str(passport.pk), by=by)
    return True


@transaction.atomic
def replace_occupation(*, passport: Passport, old: str, new: str, by: str) -> bool:
    """The same of the occupation somebody has or had."""
    changed = Passport.objects.filter(pk=passport.pk, occupation=old).update(occupation=new)
    if changed:
        audit.record(what=What.PASSPORT_CHANGED, subject=str(passport.pk), by=by)
    return bool(changed)
