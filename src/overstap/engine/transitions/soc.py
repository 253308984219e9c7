# SPDX-License-Identifier: EUPL-1.2
"""Which O*NET occupations a SOC code takes together.

Statistics name occupations by codes of the Standard Occupational Classification at several grains (15-1252
detailed, 11-1010 broad, 25-1000 a whole minor group) and of several editions; O*NET has its own finer codes
(15-1252.00) under the edition of 2018.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

FROM_2010 = {
    "15-1110": ("15-1221",),
    "15-1120": ("15-1211", "15-1212"),
    "15-1131": ("15-1251",),
    "15-1132": ("15-1252",),
    "15-1133": ("15-1252",),
    "15-1134": ("15-1254", "15-1255"),
    "15-1141": ("15-1242", "15-1243"),
    "15-1142": ("15-1244",),
    "15-1143": ("15-1241",),
    "15-1150": ("15-1231", "15-1232"),
    "15-1190": ("15-1299",),
    "25-9010": ("25-4022",),
    "29-1060": ("29-121", "29-122", "29-124"),
    "29-1199": ("29-1291", "29-1299"),
    "29-2020": ("29-1292",),
    "31-1010": ("31-1121", "31-1131", "31-1132", "31-1133"),
    "35-3021": ("35-3023",),
    "35-3022": ("35-3023",),
    "39-9020": ("31-1122",),
    "43-5080": ("53-7065",),
    "47-5060": ("47-5043",),
    "51-4010": ("51-9161", "51-9162"),
    "53-3020": ("53-3051", "53-3052"),
    "53-3040": ("53-3053", "53-3054"),
}
"""Codes of the edition of 2010 that the edition of 2018 no longer has -> how the codes begin that
took their work over.

By the titles of both editions (US Bureau of Labor Statistics, 2010 SOC and 2018 SOC): put together by us from
the titles, not copied from a crosswalk; codes whose successor the titles do not show are left out.
"""


class How(StrEnum):
    """How a code was understood."""

    EXACT = "exact"
    GROUP = "group"
    EDITION_2010 = "edition of 2010"
    NEIGHBOURS = "neighbours"
    """No occupation of its own was found; the rest of its minor group stands in."""


@dataclass(frozen=True, slots=True)
class SocUnit:
    """The O*NET codes that a code takes together, none when it is unknown, and how that was found."""

    code: str
    members: tuple[str, ...]
    how: How = How.EXACT


def soc_unit(code: str, onet_codes: Sequence[str]) -> SocUnit:
    """What a SOC or O*NET code stands for among `onet_codes`.

    >>> known = ("11-1011.00", "11-1011.03", "11-1021.00", "15-1252.00")
    >>> soc_unit("11-1011", known).members, soc_unit("15-1132", known).members
    (('11-1011.00', '11-1011.03'), ('15-1252.00',))
    >>> soc_unit("11-1010", known).how, soc_unit("99-9990", known).members
    (<How.GROUP: 'group'>, ())
    """
    ways: tuple[tuple[How, tuple[str, ...]], ...] = (
        (How.EXACT, (code if "." in code else f"{code}.",)),
        (How.EDITION_2010, FROM_2010.get(code, ())),
        (How.GROUP, (code.rstrip("0"),) if len(code.rstrip("0")) > 3 else ()),
        (How.NEIGHBOURS, (code[:4],) if len(code) > 3 else ()),
    )
    for how, starts in ways:
        members = tuple(one for one in onet_codes if one.startswith(starts))
        if members:
            return SocUnit(code, members, how)
    return SocUnit(code, ())
