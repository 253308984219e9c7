# SPDX-License-Identifier: EUPL-1.2
"""The engine: from someone's own words to work that fits, as a library.

It computes and remembers nothing: no database, no clock, no network. For a notebook:

>>> from datetime import date
>>> from overstap.engine import HeldSkill, Passport, load_region, shipped_pack
>>> region = load_region(shipped_pack("haaglanden"))
>>> clerk = Passport(tuple(HeldSkill(skill) for skill in region.usual_skills("bank-counter-clerk")))
>>> matches = region.match(clerk, today=date(2027, 1, 4))
>>> bool(matches.all())
True

Names are loaded when they are first used, so that a small command does not wait for all of it.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from overstap.engine.journeys.model import (
        Avoid,
        Goal,
        Journey,
        Measures,
        Plan,
        Question,
        Settings,
        Traveller,
        Via,
    )
    from overstap.engine.journeys.reach import Isochrone, Stopper
    from overstap.engine.journeys.stretch import Circumstances, Stretch, members_of
    from overstap.engine.matching.index import Filters
    from overstap.engine.matching.model import (
        Coverage,
        Evidence,
        HeldSkill,
        Match,
        Matches,
        Opening,
        OpeningKind,
        Passport,
        Position,
        Reach,
        Wishes,
    )
    from overstap.engine.pack import Pack, read_pack, write_pack
    from overstap.engine.problems import InputRefused, Problem
    from overstap.engine.region.goals import GoalKind, goal_of
    from overstap.engine.region.region import Region, load_region
    from overstap.engine.region.usual import UsualSteps, usual_steps
    from overstap.engine.rules.parameters import Parameters, load_parameters
    from overstap.engine.skills.esco import read_esco
    from overstap.engine.skills.graph import GraphSettings, SkillGraph, build_graph
    from overstap.engine.skills.language import Language, build_language, load_language, save_language
    from overstap.engine.skills.merge import merge
    from overstap.engine.skills.onet import Onet, read_onet
    from overstap.engine.skills.taxonomy import Taxonomy
    from overstap.engine.transitions.comparing import StepCompared, compare_step
    from overstap.engine.transitions.measure import Steps
    from overstap.engine.transitions.traits import traits_of_onet, traits_of_taxonomy

_WHERE = {
    "overstap.engine.journeys.model": (
        "Avoid",
        "Goal",
        "Journey",
        "Measures",
        "Plan",
        "Question",
        "Settings",
        "Traveller",
        "Via",
    ),
    "overstap.engine.journeys.reach": ("Isochrone", "Stopper"),
    "overstap.engine.journeys.stretch": ("Circumstances", "Stretch", "members_of"),
    "overstap.engine.matching.index": ("Filters",),
    "overstap.engine.matching.model": (
        "Coverage",
        "Evidence",
        "HeldSkill",
        "Match",
        "Matches",
        "Opening",
        "OpeningKind",
        "Passport",
        "Position",
        "Reach",
        "Wishes",
    ),
    "overstap.engine.pack": ("Pack", "read_pack", "write_pack"),
    "overstap.engine.problems": ("InputRefused", "Problem"),
    "overstap.engine.region.goals": ("GoalKind", "goal_of"),
    "overstap.engine.region.region": ("Region", "load_region"),
    "overstap.engine.rules.parameters": ("Parameters", "load_parameters"),
    "overstap.engine.region.usual": ("UsualSteps", "usual_steps"),
    "overstap.engine.skills.esco": ("read_esco",),
    "overstap.engine.skills.graph": ("GraphSettings", "SkillGraph", "build_graph"),
    "overstap.engine.skills.language": ("Language", "build_language", "load_language", "save_language"),
    "overstap.engine.skills.merge": ("merge",),
    "overstap.engine.skills.onet": ("Onet", "read_onet"),
    "overstap.engine.skills.taxonomy": ("Taxonomy",),
    "overstap.engine.transitions.comparing": ("StepCompared", "compare_step"),
    "overstap.engine.transitions.measure": ("Steps",),
    "overstap.engine.transitions.traits": ("traits_of_onet", "traits_of_taxonomy"),
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names}

__all__ = [
    "Avoid",
    "Circumstances",
    "Coverage",
    "Evidence",
    "Filters",
    "Goal",
    "GoalKind",
    "GraphSettings",
    "HeldSkill",
    "InputRefused",
    "Isochrone",
    "Journey",
    "Language",
    "Match",
    "Matches",
    "Measures",
    "Onet",
    "Opening",
    "OpeningKind",
    "Pack",
    "Parameters",
    "Passport",
    "Plan",
    "Position",
    "Problem",
    "Question",
    "Reach",
    "Region",
    "Settings",
    "SkillGraph",
    "StepCompared",
    "Steps",
    "Stopper",
    "Stretch",
    "Taxonomy",
    "Traveller",
    "UsualSteps",
    "Via",
    "Wishes",
    "build_graph",
    "build_language",
    "compare_step",
    "goal_of",
    "load_language",
    "load_parameters",
    "load_region",
    "members_of",
    "merge",
    "read_esco",
    "read_onet",
    "read_pack",
    "save_language",
    "shipped_pack",
    "traits_of_onet",
    "traits_of_taxonomy",
    "usual_steps",
    "write_pack",
]


def shipped_pack(name: str) -> Path:
    """Where a region pack that ships with Overstap stands. Raises `KeyError` when there is none."""
    folder = Path(__file__).resolve().parent.parent / "packs" / name
    if not (folder / "datapackage.json").is_file():
        raise KeyError(name)
    return folder


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULE_OF[name]), name)


def __dir__() -> list[str]:
    return __all__
