# SPDX-License-Identifier: EUPL-1.2
"""Why the database cannot take something, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import DatabaseError

from overstap.engine.problems import Problem


def taken_name(name: str) -> Problem:
    """A pack's name is reserved, or empty."""
    return Problem(
        {"en": "cannot be the name of a region pack", "nl": "kan niet de naam van een regiopakket zijn"},
        file="datapackage.json",
        column="name",
        value=name,
        mend={"en": "Give the pack another name.", "nl": "Geef het pakket een andere naam."},
    )


def unknown_pack(name: str, known: Sequence[str]) -> Problem:
    """There is no pack of this name in the database."""
    there = ", ".join(known)
    return Problem(
        {"en": "is not a region pack in the database", "nl": "is geen regiopakket in de database"},
        value=name,
        mend={
            "en": f"Choose one of: {there}." if known else "Import a pack first.",
            "nl": f"Kies uit: {there}." if known else "Importeer eerst een pakket.",
        },
    )


def taken_ids(taken: Mapping[str, Sequence[tuple[str, str]]]) -> list[Problem]:
    """Ids that another origin has: table -> (id, origin)."""
    return [
        Problem(
            {
                "en": f"already belongs to {origin or 'what people added'}",
                "nl": f"is al van {origin or 'wat mensen hebben toegevoegd'}",
            },
            file=table,
            column="id",
            value=id_,
            mend={"en": "Give it another id.", "nl": "Geef het een andere id."},
        )
        for table, ids in taken.items()
        for id_, origin in ids
    ]


def broken_rule(error: DatabaseError) -> Problem:
    """A rule of the database that a row breaks."""
    told = getattr(error.__cause__, "diag", None)
    rule = (told and told.constraint_name) or type(error).__name__
    detail = (told and (told.message_detail or told.message_primary)) or ""
    return Problem(
        {
            "en": f"a row breaks the rule {rule} of the database ({detail.rstrip('.')})",
            "nl": f"een rij breekt de regel {rule} van de database ({detail.rstrip('.')})",
        },
        file=(told and told.table_name) or "",
        mend={"en": "Mend that row and try again.", "nl": "Herstel die rij en probeer het opnieuw."},
    )
