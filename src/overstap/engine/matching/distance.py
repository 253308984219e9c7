# SPDX-License-Identifier: EUPL-1.2
"""Distance as the crow flies."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from overstap.engine.matching.model import Position

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""


def distances_km(
    here: Position, latitudes: npt.NDArray[np.float64], longitudes: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Great-circle distances in km (haversine) to places in degrees; NaN where a place is NaN.

    >>> hague, leiden = Position(52.0705, 4.3007), Position(52.1601, 4.4970)
    >>> round(float(distances_km(hague, np.array([leiden.latitude]), np.array([leiden.longitude]))[0]), 1)
    16.7
    """
    phi, phi_here = np.radians(latitudes), np.radians(here.latitude)
    half_phi = (phi - phi_here) / 2
    half_lambda = np.radians(longitudes - here.longitude) / 2
    chord = np.sin(half_phi) ** 2 + np.cos(phi_here) * np.cos(phi) * np.sin(half_lambda) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(chord)), dtype=np.float64)
