# SPDX-License-Identifier: EUPL-1.2
"""Intervals of shares and of ratios of shares."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

Z95 = 1.959963984540054
"""Standard normal quantile of 0.975: 95% of what chance does lies within."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the lowest and highest that go with what was seen. `high` None: no highest."""

    value: float
    low: float
    high: float | None


def wilson(hits: int, of: int, z: float = Z95) -> Interval:
    """The share `hits / of` with its score interval (Wilson 1927, JASA 22, pp. 209-212).

    It stays within 0 and 1 and holds for small numbers, also when nobody or everybody was hit. Raises
    `ValueError` when `of` is no positive number or `hits` is outside it.

    >>> seen = wilson(81, 263)
    >>> round(seen.value, 4), round(seen.low, 4), round(seen.high, 4)
    (0.308, 0.2553, 0.3662)
    """
    if of <= 0 or not 0 <= hits <= of:
        raise ValueError("hits lie between 0 and a positive number")
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return Interval(share, 0.0 if hits == 0 else middle - half, 1.0 if hits == of else middle + half)


def ratio(hits: int, of: int, other_hits: int, other_of: int, z: float = Z95) -> Interval | None:
    """The share of one group over that of another, with its log interval (Katz and others 1978,
    Biometrics 34, pp. 469-474). None when the other share is 0: nothing can be said then.

    With no hits in the first group the ratio is 0, and the highest that goes with it is that of half a hit in
    each cell (Haldane's correction). Raises `ValueError` as `wilson`.

    >>> found = ratio(20, 100, 40, 100)
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (0.5, 0.316, 0.792)
    """
    for one, many in ((hits, of), (other_hits, other_of)):
        if many <= 0 or not 0 <= one <= many:
            raise ValueError("hits lie between 0 and a positive number")
    if other_hits == 0:
        return None
    if hits == 0:
        _, high = _katz(0.5, of + 1.0, other_hits + 0.5, other_of + 1.0, z)
        return Interval(0.0, 0.0, high)
    low, high = _katz(hits, of, other_hits, other_of, z)
    return Interval((hits / of) / (other_hits / other_of), low, high)


def _katz(hits: float, of: float, other: float, other_of: float, z: float) -> tuple[float, float]:
    middle = log((hits / of) / (other / other_of))
    half = z * sqrt(1 / hits - 1 / of + 1 / other - 1 / other_of)
    return exp(middle - half), exp(middle + half)
