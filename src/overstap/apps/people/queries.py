# SPDX-License-Identifier: EUPL-1.2
"""Reads of example people."""

from __future__ import annotations

from overstap.apps.people.models import ExamplePerson


def example_people() -> tuple[ExamplePerson, ...]:
    """Every invented person, in the order of their pack; two queries, skills included."""
    found = ExamplePerson.objects.filter(retired=False).select_related("place", "occupation")
    return tuple(found.prefetch_related("skills").order_by("origin", "position", "pk"))
