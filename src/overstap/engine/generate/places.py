# SPDX-License-Identifier: EUPL-1.2
"""Municipalities where the invented organisations of a generated pack stand: the capitals of the provinces and
the largest cities of the Netherlands.
"""

from __future__ import annotations

from overstap.engine.generate.sources import PLACE
from overstap.engine.pack.model import Row

_PLACES = (
    ("amsterdam", "Amsterdam", "GM0363", 52.37, 4.89),
    ("arnhem", "Arnhem", "GM0202", 51.98, 5.91),
    ("assen", "Assen", "GM0106", 53.00, 6.56),
    ("den-haag", "Den Haag", "GM0518", 52.08, 4.31),
    ("eindhoven", "Eindhoven", "GM0772", 51.44, 5.48),
    ("groningen", "Groningen", "GM0014", 53.22, 6.57),
    ("haarlem", "Haarlem", "GM0392", 52.38, 4.64),
    ("leeuwarden", "Leeuwarden", "GM0080", 53.20, 5.79),
    ("lelystad", "Lelystad", "GM0995", 52.51, 5.47),
    ("maastricht", "Maastricht", "GM0935", 50.85, 5.69),
    ("middelburg", "Middelburg", "GM0687", 51.50, 3.61),
    ("rotterdam", "Rotterdam", "GM0599", 51.92, 4.48),
    ("s-hertogenbosch", "'s-Hertogenbosch", "GM0796", 51.69, 5.30),
    ("utrecht", "Utrecht", "GM0344", 52.09, 5.12),
    ("zwolle", "Zwolle", "GM0193", 52.51, 6.09),
)

PLACE_IDS = tuple(place for place, *_ in _PLACES)


def places() -> tuple[Row, ...]:
    """The rows of the table `places`."""
    return tuple(
        {
            "id": place,
            "label": label,
            "code": code,
            "latitude": latitude,
            "longitude": longitude,
            "source": PLACE,
        }
        for place, label, code, latitude, longitude in _PLACES
    )
