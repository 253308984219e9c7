# SPDX-License-Identifier: EUPL-1.2
"""What the database says when it refuses something."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction


def refusal(work: Callable[[], object]) -> tuple[str, str]:
    """The name of the constraint that refuses what `work` does, and the words; fails when nothing does."""
    try:
        with transaction.atomic():
            work()
            connection.check_constraints()
    except IntegrityError as error:
        return str(error.__cause__.diag.constraint_name), str(error)
    return pytest.fail("nothing was refused")
