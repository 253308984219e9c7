# SPDX-License-Identifier: EUPL-1.2
"""Reads of the skills language; the engine reads it whole, through the bridge."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count

from overstap.apps.taxonomy.models import Language, Occupation, Skill


def languages() -> tuple[Language, ...]:
    """The skills languages that were imported beside the region packs, by origin."""
    return tuple(Language.objects.order_by("origin"))


def skills_per_origin() -> Mapping[str, int]:
    """Origin -> number of skills that are not retired; what people added stands under the empty origin."""
    return _count(Skill)


def occupations_per_origin() -> Mapping[str, int]:
    """Origin -> number of occupations that are not retired."""
    return _count(Occupation)


def retired_skills(origin: str) -> tuple[str, ...]:
    """The ids of skills that `origin` once had and has no more."""
    found = Skill.objects.filter(origin=origin, retired=True).order_by("id")
    return tuple(found.values_list("id", flat=True))


def _count(model: type[Skill] | type[Occupation]) -> Mapping[str, int]:
    counted = model.objects.filter(retired=False).values_list("origin").annotate(n=Count("pk"))
    return dict(counted.order_by("origin"))
