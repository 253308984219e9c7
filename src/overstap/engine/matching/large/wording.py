# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with arrays and files of the large index, in plain Dutch and English."""

from __future__ import annotations

from overstap.engine.problems import Problem


def does_not_fit(name: str, count: int) -> Problem:
    return Problem(
        {
            "en": f"does not fit the {count} openings",
            "nl": f"past niet bij de {count} openingen",
        },
        column=name,
        mend={"en": "Give one value for each opening.", "nl": "Geef één waarde voor elke opening."},
    )


def out_of_range(name: str, value: int, low: int, high: int) -> Problem:
    return Problem(
        {
            "en": f"must be at least {low} and less than {high}",
            "nl": f"moet minstens {low} zijn en minder dan {high}",
        },
        column=name,
        value=str(value),
    )


def asked_twice(opening: str) -> Problem:
    return Problem(
        {"en": "asks the same skill twice", "nl": "vraagt dezelfde vaardigheid twee keer"},
        column="skills",
        value=opening,
        mend={"en": "Ask each skill once.", "nl": "Vraag elke vaardigheid één keer."},
    )


def held_twice(person: str) -> Problem:
    return Problem(
        {"en": "holds the same skill twice", "nl": "heeft dezelfde vaardigheid twee keer"},
        column="skills",
        value=person,
        mend={"en": "Name each skill once.", "nl": "Noem elke vaardigheid één keer."},
    )


def same_id(value: str) -> Problem:
    return Problem(
        {"en": "is the id of more than one", "nl": "is de id van meer dan één"},
        column="ids",
        value=value,
        mend={"en": "Give each its own id.", "nl": "Geef elk een eigen id."},
    )


def not_an_id(kind: str) -> Problem:
    return Problem(
        {"en": "is no type for ids", "nl": "is geen type voor id's"},
        column="ids",
        value=kind,
        mend={"en": "Use whole numbers or bytes.", "nl": "Gebruik gehele getallen of bytes."},
    )


def too_much(what: str, most: int) -> Problem:
    return Problem(
        {"en": f"more than the {most} that fit", "nl": f"meer dan de {most} die passen"},
        column=what,
    )


def not_an_index(file: str, why: str) -> Problem:
    return Problem(
        {
            "en": f"is not an index that can be used here ({why})",
            "nl": f"is geen index die hier te gebruiken is ({_DUTCH[why]})",
        },
        file=file,
        mend={"en": "Build it again.", "nl": "Bouw hem opnieuw."},
    )


_DUTCH = {
    "foreign": "een ander bestand",
    "other version": "een andere versie",
    "damaged": "beschadigd",
    "made for other data": "gemaakt voor andere gegevens",
    "missing": "ontbreekt",
}
