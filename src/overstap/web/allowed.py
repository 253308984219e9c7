# SPDX-License-Identifier: EUPL-1.2
"""What somebody may do at a desk, as every desk asks it. Who may do what stands in `apps.accounts.roles`."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from overstap.apps.accounts.enums import Act
from overstap.apps.accounts.permission import may
from overstap.apps.organisations import queries as organisations
from overstap.web.asking import Visit


def there_or_404(visit: Visit, found: Any, act: Act) -> Any:
    """What was found, for who may do this with it. To anybody else it is not there. Raises `Http404`."""
    if found is None or not may(visit.request.user, act, found):
        raise Http404
    return found


def organisations_of(visit: Visit, act: Act) -> list[tuple[str, str]]:
    """The organisations in whose name this person may do something: id and name."""
    user = visit.request.user
    found = {one.organisation_id: one.organisation for one in organisations.memberships_of(user.pk)}
    return [(id_, one.name) for id_, one in found.items() if may(user, act, one)]
