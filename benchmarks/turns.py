# SPDX-License-Identifier: EUPL-1.2
"""All in turn, so that whatever else the machine does falls on all alike; and on what machine."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

RESULTS = Path(__file__).parent / "results"


def rounds(work: dict[str, Callable[[], Any]], count: int) -> dict[str, dict[str, float]]:
    """Median and quartiles in seconds of each, all in turn, after one turn that is not counted."""
    times: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(count + 1):
        tell(f"round {turn} of {', '.join(work)}")
        for name, one in work.items():
            began = time.perf_counter()
            one()
            if turn:
                times[name].append(time.perf_counter() - began)
    return {
        name: dict(zip(("low", "median", "high"), np.percentile(taken, [25, 50, 75]).tolist(), strict=True))
        for name, taken in times.items()
    }


def tell(what: str) -> None:
    """Where a run is, for whoever waits."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def machine() -> dict[str, Any]:
    """On what it was measured."""
    load = os.getloadavg()[0]
    return {
        "processors": os.cpu_count(),
        "system": platform.platform(terse=True),
        "load before": round(load, 1),
    }
