# SPDX-License-Identifier: EUPL-1.2
"""Reading when each rule was last carried out."""

from __future__ import annotations

from collections.abc import Mapping

from overstap.apps.keeping.models import Sweep


def sweeps() -> Mapping[str, Sweep]:
    """Rule -> when it was last carried out; those that never were are not there."""
    return {one.rule: one for one in Sweep.objects.order_by("rule")}
