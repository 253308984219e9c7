# SPDX-License-Identifier: EUPL-1.2
"""Networks so small that one sees what should come out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from overstap.engine.transit import Stop

Floats = npt.NDArray[np.float64]


def town(
    lines: dict[str, list[str]], strong: dict[tuple[str, str], float], near: float = 0.5
) -> tuple[list[Stop], Floats, dict[str, str]]:
    """Stops, steps and names. `near` is the step along a line; `strong` gives steps both ways; others are 0."""
    stops = [
        Stop(station, line, height=float(place), weight=float(place % 3))
        for line, stations in lines.items()
        for place, station in enumerate(stations)
    ]
    at = {stop.id: place for place, stop in enumerate(stops)}
    same = np.array([[one.line == other.line for other in stops] for one in stops])
    steps = np.where(same, near, 0.0)
    np.fill_diagonal(steps, 1.0)
    for (one, other), value in strong.items():
        steps[at[one], at[other]] = steps[at[other], at[one]] = value
    return stops, steps, {stop.id: stop.id.replace("-", " ").capitalize() for stop in stops}


CARE = ["care-helper", "nurse", "doctor", "surgeon"]
FOOD = ["dish-washer", "cook", "chef", "restaurant-manager"]
SHOP = ["shelf-filler", "cashier", "shop-assistant", "shop-manager"]
