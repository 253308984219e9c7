# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a batch and with what it is made from, in plain Dutch and English."""

from __future__ import annotations

from collections.abc import Sequence

from overstap.engine.problems import Problem


def not_a_batch(folder: str) -> Problem:
    return Problem(
        {
            "en": "is not empty and holds no batch",
            "nl": "is niet leeg en bevat geen batch",
        },
        value=folder,
        mend={"en": "Name a new or empty folder.", "nl": "Noem een nieuwe of lege map."},
    )


def no_plan_here(folder: str) -> Problem:
    return Problem(
        {
            "en": "does not hold the batch that was asked for, as this process sees it",
            "nl": "bevat niet de gevraagde batch, zoals dit proces het ziet",
        },
        value=folder,
        mend={
            "en": "On several machines, give a folder that all of them share under the same name.",
            "nl": "Geef bij meer machines een map die ze allemaal delen, onder dezelfde naam.",
        },
    )


def other_than_before(names: Sequence[str]) -> Problem:
    """`names`: see `_PARTS`, or an option."""
    listed = {
        language: ", ".join(_PARTS.get(one, {}).get(language, one) for one in names)
        for language in ("en", "nl")
    }
    return Problem(
        {
            "en": f"this folder holds a batch that was made with other {listed['en']}",
            "nl": f"deze map bevat een batch die is gemaakt met andere {listed['nl']}",
        },
        mend={
            "en": "Go on with what it was made with, or name another folder: answers are never mixed.",
            "nl": "Ga verder zoals hij was gemaakt, of noem een andere map: antwoorden worden niet gemengd.",
        },
    )


_PARTS = {
    "skills": {"en": "skills or occupations", "nl": "vaardigheden of beroepen"},
    "openings": {"en": "openings", "nl": "openingen"},
    "people": {"en": "people", "nl": "mensen"},
    "work": {"en": "work to do", "nl": "werk"},
}


def other_version(name: str, here: str, there: str) -> Problem:
    return Problem(
        {
            "en": f"is {here or 'absent'} here; the batch was made with {there or 'none'}",
            "nl": f"is hier {here or 'er niet'}; de batch is gemaakt met {there or 'geen'}",
        },
        value=name,
        mend={
            "en": "Use the same version everywhere, or begin anew in another folder.",
            "nl": "Gebruik overal dezelfde versie, of begin opnieuw in een andere map.",
        },
    )


def damaged(file: str) -> Problem:
    return Problem(
        {"en": "is missing or damaged", "nl": "ontbreekt of is beschadigd"},
        file=file,
        mend={"en": "Begin anew in another folder.", "nl": "Begin opnieuw in een andere map."},
    )


def damaged_plan(file: str) -> Problem:
    return Problem(
        {"en": "is no plan that can be used here", "nl": "is geen plan dat hier te gebruiken is"},
        file=file,
        mend={"en": "Begin anew in another folder.", "nl": "Begin opnieuw in een andere map."},
    )


def no_people_file(place: str) -> Problem:
    return Problem(
        {"en": "holds no Parquet file that can be read", "nl": "bevat geen leesbaar Parquet-bestand"},
        value=place,
        mend={
            "en": "Give a Parquet file, or a folder with Parquet files.",
            "nl": "Geef een Parquet-bestand, of een map met Parquet-bestanden.",
        },
    )


def absent_column(file: str, column: str) -> Problem:
    return Problem({"en": "is missing", "nl": "ontbreekt"}, file=file, column=column, mend=_SEE)


def unknown_column(file: str, column: str) -> Problem:
    return Problem({"en": "is not known", "nl": "is onbekend"}, file=file, column=column, mend=_SEE)


def wrong_type(file: str, column: str, found: str, wanted: str) -> Problem:
    return Problem(
        {"en": f"holds {found}, not {wanted}", "nl": f"bevat {found}, niet {wanted}"},
        file=file,
        column=column,
        mend=_SEE,
    )


def wrong_value(file: str, row: int, column: str, value: str, reason: str) -> Problem:
    """`reason`: a key of `_REASONS`."""
    return Problem(_REASONS[reason], file=file, row=row, column=column, value=value[:80], mend=_SEE)


_SEE = {
    "en": "The columns are described in docs/reference/people-parquet.md.",
    "nl": "De kolommen staan beschreven in docs/reference/people-parquet.md.",
}
_REASONS = {
    "absent": {"en": "must be there", "nl": "moet er zijn"},
    "twice": {"en": "is there more than once", "nl": "komt meer dan één keer voor"},
    "unknown": {"en": "is not known", "nl": "is onbekend"},
    "outside": {"en": "is outside what can be", "nl": "ligt buiten wat kan"},
    "length": {
        "en": "does not have as many values as there are skills",
        "nl": "heeft niet evenveel waarden als er vaardigheden zijn",
    },
    "half": {
        "en": "latitude and longitude must both be there, or neither",
        "nl": "breedte en lengte moeten er allebei zijn, of geen van beide",
    },
}
