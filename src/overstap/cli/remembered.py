# SPDX-License-Identifier: EUPL-1.2
"""The database, ready for a command that reads or writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from overstap.cli import prepare
from overstap.cli.manage import database
from overstap.cli.output import err

BY = "terminal"
"""Who does what is done from the terminal, in the audit trail."""


@contextmanager
def remembered(saying: str) -> Iterator[Callable[[str], None]]:
    """Has the database there, with its tables up to date, and shows what is being done on standard error.

    The block is given a function that changes what is shown. Raises `InputRefused` when the database cannot
    be reached.
    """
    with err.status(saying) as status, database():
        prepare.set_up_django()
        # Imported here: only now is Django set up.
        from django.db import connection

        prepare.refuse_unreachable_database()
        prepare.migrate(status.update)
        status.update(saying)
        try:
            yield status.update
        finally:
            connection.close()
