# SPDX-License-Identifier: EUPL-1.2
"""The first plan somebody waits for finds everything compiled."""

from __future__ import annotations

import subprocess
import sys

import pytest

LEFT_TO_COMPILE = """
import importlib, pkgutil
from numba.core.registry import CPUDispatcher
from overstap.engine.placement import plan
from overstap.engine.placement.warming import made_up, warm_up
from overstap.engine.placement.plan.solve import Effort, Fairness, make_plan

def compiled():
    loops = {}
    for one in pkgutil.iter_modules(plan.__path__):
        module = importlib.import_module(f"{plan.__name__}.{one.name}")
        for name, value in vars(module).items():
            if isinstance(value, CPUDispatcher):
                loops[value.py_func.__module__ + "." + value.py_func.__name__] = len(value.signatures)
    return loops

warm_up()
before = compiled()
case = made_up()
case.groups["all"] = case.now < 0
for effort in (Effort(seconds=2.0), Effort(seconds=2.0, small=0, target=0.0)):
    make_plan(case, effort=effort)
    make_plan(case, effort=effort, fairness=Fairness(0.5))
after = compiled()
assert before, "nothing is compiled at all"
print(sorted(name for name, n in after.items() if n != before.get(name)))
# What is called from compiled code alone stands with its caller when that was kept on disk.
print(sorted(name for name, n in before.items() if n == 0 and not name.rsplit(".")[-1].startswith("_")))
"""


@pytest.fixture(scope="module")
def told() -> list[str]:
    """What a new process says that had to be compiled after warming up, and what never was."""
    done = subprocess.run([sys.executable, "-c", LEFT_TO_COMPILE], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_after_warming_up_a_plan_compiles_nothing(told: list[str]) -> None:
    assert told[0] == "[]"


def test_warming_up_calls_every_compiled_loop_of_a_plan(told: list[str]) -> None:
    assert told[1] == "[]"
