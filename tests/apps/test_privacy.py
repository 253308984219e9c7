# SPDX-License-Identifier: EUPL-1.2
"""Every field that is remembered says how private it is and how long it is kept."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from overstap.apps.audit.models import Event

MODELS = [model for model in apps.get_models() if model.__module__.startswith("overstap.apps.")]


def test_there_are_models_to_look_at() -> None:
    assert len(MODELS) >= 20


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_classified(model: type[models.Model]) -> None:
    fields = {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)}
    assert set(model.privacy) == fields, "classify the field beside the model, in `privacy`"
    assert all(privacy.kept for privacy in model.privacy.values())


def test_the_trail_has_no_room_for_free_text() -> None:
    free = {field.name for field in Event._meta.local_fields if isinstance(field, models.TextField)}
    bound = {"by", "what", "subject"}  # held to a pattern or a list of values, see test_constraints
    assert free == bound
