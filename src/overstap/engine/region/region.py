# SPDX-License-Identifier: EUPL-1.2
"""The region: one object that answers what a person, an employer or a researcher asks.

The page, the terminal and a notebook all call this, so that they agree to the last digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from overstap.engine.journeys.explain import JourneyWords, explain_journey
from overstap.engine.journeys.model import Journey, Plan, Question, Traveller
from overstap.engine.journeys.model import Settings as JourneySettings
from overstap.engine.journeys.timetable import Timetable
from overstap.engine.matching.candidates import near_skills
from overstap.engine.matching.explain import explain
from overstap.engine.matching.index import Filters, build_index
from overstap.engine.matching.model import (
    Course,
    Coverage,
    Edition,
    Evidence,
    HeldSkill,
    Match,
    Matches,
    Opening,
    Passport,
    Reach,
    Thresholds,
    Wishes,
)
from overstap.engine.matching.search import Held, Matcher
from overstap.engine.matching.training import TrainingIndex, build_training, can_still_join, departure
from overstap.engine.matching.whatif import (
    Pool,
    SkillGain,
    fits_and_coverage,
    pool_for,
    skills_that_open_most,
)
from overstap.engine.pack import Pack, read_pack
from overstap.engine.pack.language import pack_taxonomy
from overstap.engine.region.from_pack import Records, records_of
from overstap.engine.region.maps import RegionMaps
from overstap.engine.region.rows import EditionRow, OpeningRow, PersonRow, in_language
from overstap.engine.region.stock import Stock, StockInMemory
from overstap.engine.region.timetable import beforehand, timetable_of
from overstap.engine.region.usual import UsualSteps, usual_steps
from overstap.engine.rules.parameters import Parameters, load_parameters
from overstap.engine.skills.language import Language, build_language
from overstap.engine.skills.lookup import FoundSkill, SkillLookup, build_lookup
from overstap.engine.skills.merge import merge
from overstap.engine.skills.recognition import RecognisedSkill
from overstap.engine.skills.taxonomy import Importance, SkillKind, Taxonomy, label_in
from overstap.engine.skills.titles import FoundOccupation

if TYPE_CHECKING:
    from overstap.engine.journeys.reach import Isochrone
    from overstap.engine.journeys.stretch import Stretch

_AT_ONCE = 256
"""Occupations that are compared with all others at a time."""
NAMES_WORK_FROM = 0.3
"""Score from which a title names an occupation; below it, guessing would be worse than saying so."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change of occupation: how much of the new work the old one's usual skills cover."""

    occupation: str
    coverage: float


@dataclass(frozen=True)
class Region:
    """A region ready for questions. Immutable, and safe to share between threads.

    `records` holds what stands in the region; `language` the skills language it is said in, which may be
    wider than the region's own (ESCO); `stock` its openings, of which there may be too many for memory.
    """

    pack: Pack
    records: Records
    language: Language
    stock: Stock
    training: TrainingIndex
    occupation_matcher: Matcher
    _lookups: dict[str, SkillLookup] = field(default_factory=dict, repr=False, compare=False)

    @property
    def taxonomy(self) -> Taxonomy:
        """The skills language."""
        return self.language.taxonomy

    # --- words ------------------------------------------------------------------------------------

    def recognise(self, text: str, language: str) -> tuple[RecognisedSkill, ...]:
        """The skills in a text, with their place, confidence and why."""
        return self.language.recogniser.recognise(text, language)

    def find_occupations(self, text: str, language: str, top: int = 20) -> tuple[FoundOccupation, ...]:
        """Occupations for a job title, as it is being typed."""
        return self.language.titles.find(text, language, top)

    def find_skills(self, text: str, language: str, top: int = 10) -> tuple[FoundSkill, ...]:
        """Skills for the beginning of their words, as they are being typed."""
        if language not in self._lookups:
            self._lookups[language] = build_lookup(self.taxonomy, language)
        return self._lookups[language].find(text, top)

    def skill_label(self, skill: str, language: str) -> str:
        """What a skill is called. Raises `KeyError` when it is not in the language."""
        return label_in(self.taxonomy.skill(skill).words, language)

    def occupation_label(self, occupation: str, language: str) -> str:
        """What an occupation is called. Raises `KeyError` when there is none."""
        return label_in(self.taxonomy.occupation(occupation).words, language)

    def certificate_label(self, certificate: str, language: str) -> str:
        """What a legal paper is called. Raises `KeyError` when there is none."""
        return in_language(self.records.certificates[certificate].label, language)

    def explain(self, match: Match, language: str, *, of_another: bool = False) -> str:
        """Why a match is where it is, in one sentence: to the person, or to somebody else about them."""
        return explain(
            match,
            language,
            lambda skill: self.skill_label(skill, language),
            lambda certificate: self.certificate_label(certificate, language),
            of_another=of_another,
        )

    # --- matching ---------------------------------------------------------------------------------

    def match(
        self,
        passport: Passport,
        wishes: Wishes | None = None,
        *,
        today: date,
        filters: Filters | None = None,
        top: int | None = None,
    ) -> Matches:
        """The region's openings for a person: fits now, one step away, further.

        Where openings are too many to hold in memory, `top` has a limit; `limit` of the answer tells.
        """
        wishes, filters = wishes or Wishes(), filters or Filters(today=today)
        matcher, limit = self.stock.best(passport, wishes, filters, top)
        found = matcher.openings_for(passport, wishes, filters=filters, today=today, top=limit)
        left_out = len(self.stock) - self.stock.count(filters)
        return replace(found, limit=limit, filtered_out=left_out)

    def match_one(
        self, passport: Passport, opening: str, wishes: Wishes | None = None, *, today: date
    ) -> Match:
        """One opening for a person. Raises `KeyError` when there is no such opening."""
        return self.stock.some([opening]).match(passport, opening, wishes, today=today)

    def skills_that_open_most(
        self, passport: Passport, *, today: date, filters: Filters | None = None, top: int = 5
    ) -> tuple[SkillGain, ...]:
        """Which one skill opens the most work."""
        chosen = filters or Filters(today=today)
        nearest = self.stock.nearest(passport, chosen)
        return skills_that_open_most(nearest, passport, filters=chosen, today=today, top=top)

    def pool(self, opening: str, passports: Sequence[Passport], *, today: date) -> Pool:
        """How many of these people fit an opening, and how that grows when it asks less or trains."""
        matcher = self.stock.some([opening])
        row = matcher.index.position_of[opening]
        return pool_for(matcher, matcher.index.openings[row], passports, today=today)

    def pool_of(self, row: OpeningRow, passports: Sequence[Passport], *, today: date) -> Pool:
        """The same for an opening that need not be one of the region's: a draft.

        Its skills, place and certificates must be in the region; raises `KeyError` for one that is not.
        """
        (asked,) = _openings(self.records, [row])
        return pool_for(self.occupation_matcher, asked, passports, today=today)

    def skills_near(self, row: OpeningRow) -> frozenset[str]:
        """The skills that anything an opening asks is near to. Raises as `pool_of`."""
        (asked,) = _openings(self.records, [row])
        return near_skills(self.occupation_matcher, asked)

    @cached_property
    def usual_people(self) -> Mapping[str, Passport]:
        """For each of the region's occupations somebody who can do what it usually asks, with its papers."""
        return {
            row.id: Passport(
                tuple(HeldSkill(skill, Evidence.INFERRED) for skill in self.usual_skills(row.id)),
                frozenset(row.certificates),
            )
            for row in self.records.occupations.values()
        }

    def who_fits(self, row: OpeningRow) -> tuple[tuple[str, float], ...]:
        """Occupations whose people fit an opening at once, and how much of it they cover, best first.

        Their coverage counts what they usually can; raises `KeyError` as `pool_of` does.
        """
        (asked,) = _openings(self.records, [row])
        people = list(self.usual_people.items())
        fitting = fits_and_coverage(self.occupation_matcher, asked, [passport for _one, passport in people])
        found = [(one, much) for (one, _p), (fits, much) in zip(people, fitting, strict=True) if fits]
        return tuple(sorted(found, key=lambda one: (-one[1], one[0])))

    def people_for(self, opening: str, people: Iterable[PersonRow], *, today: date) -> list[tuple[str, Match]]:
        """People for an opening, those that cover it best first; each keeps their own wishes beside it."""
        matched = [
            (
                person.id,
                self.match_one(self.passport_of(person), opening, self.wishes_of(person), today=today),
            )
            for person in people
        ]
        order = list(Reach)
        return sorted(
            matched,
            key=lambda one: (
                order.index(one[1].reach),
                -one[1].coverage.claimed,
                -one[1].coverage.shown,
                -(one[1].wish.score or 0.0),
                one[0],
            ),
        )

    # --- journeys ---------------------------------------------------------------------------------

    @cached_property
    def timetable(self) -> Timetable:
        """What journeys are planned on: occupations, openings and courses."""
        return timetable_of(self.records, self.stock.for_journeys(), self.language)

    def plan(
        self,
        traveller: Traveller,
        question: Question,
        *,
        parameters: Parameters | None = None,
        settings: JourneySettings | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> Plan:
        """The journeys from here to there that no other beats, and the few of them that differ in kind."""
        # Imported here, as in the three below: other questions need not wait for the compiler.
        from overstap.engine.journeys.planner import plan_journeys

        return plan_journeys(
            self.timetable,
            traveller,
            question,
            parameters=parameters or load_parameters(),
            instruments=tuple(self.records.instruments.values()),
            settings=settings,
            stopped=stopped,
        )

    def reach(
        self,
        traveller: Traveller,
        question: Question,
        months: int = 24,
        *,
        parameters: Parameters | None = None,
        settings: JourneySettings | None = None,
        explain: bool = True,
    ) -> Isochrone:
        """Every occupation that someone reaches within so many months, and what stops them elsewhere.

        With `explain` False nothing is said of what stops them, which saves up to five searches.
        """
        from overstap.engine.journeys.reach import find_reach

        return find_reach(
            self.timetable,
            traveller,
            question,
            months,
            parameters=parameters or load_parameters(),
            instruments=tuple(self.records.instruments.values()),
            settings=settings,
            explain=explain,
        )

    def stretch(
        self,
        members: Sequence[Traveller],
        departs_on: date,
        months: int = 12,
        *,
        parameters: Parameters | None = None,
        progress: Callable[[int, int], None] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> Stretch:
        """How far the members of a group get within so many months, and what stops the others."""
        from overstap.engine.journeys.stretch import find_stretch

        return find_stretch(
            self.timetable,
            members,
            departs_on,
            months,
            parameters=parameters or load_parameters(),
            instruments=tuple(self.records.instruments.values()),
            progress=progress,
            stopped=stopped,
        )

    def opened_by_courses(self, traveller: Traveller) -> dict[str, tuple[str, ...]]:
        """Course -> occupations that it alone makes possible for somebody."""
        from overstap.engine.journeys.opened import opened_by_courses

        return opened_by_courses(self.timetable, traveller)

    def explain_journey(self, journey: Journey, language: str) -> JourneyWords:
        """A journey in sentences, the income drop before anything else."""
        return explain_journey(journey, language, RegionNames(self, language))

    # --- occupations ------------------------------------------------------------------------------

    def usual_skills(self, occupation: str) -> tuple[str, ...]:
        """What someone in an occupation usually can: its musts first, then its shoulds."""
        demands = self.taxonomy.occupation(occupation).demands
        musts = [demand.skill for demand in demands if demand.importance is Importance.MUST]
        shoulds = [demand.skill for demand in demands if demand.importance is Importance.SHOULD]
        return tuple(musts + shoulds)

    def occupation_coverage(self, passport: Passport) -> dict[str, Coverage]:
        """How much of each of the region's occupations a person covers, best first."""
        held = self.occupation_matcher.held(passport)
        index = self.occupation_matcher.index
        claimed, shown = index.coverage(held.best), index.coverage(held.best_shown)
        order = sorted(range(len(index.openings)), key=lambda row: (-claimed[row], row))
        return {index.openings[row].id: Coverage(float(shown[row]), float(claimed[row])) for row in order}

    @cached_property
    def step_strengths(self) -> npt.NDArray[np.float64]:
        """How much of each occupation the usual skills of each other one cover. Shape (n, n), row to column.

        In the order of `records.occupations`; 1 on the diagonal.
        """
        ids, matcher = list(self.records.occupations), self.occupation_matcher
        column = np.array([matcher.index.position_of[one] for one in ids])
        strengths = np.empty((len(ids), len(ids)))
        for first in range(0, len(ids), _AT_ONCE):
            some = ids[first : first + _AT_ONCE]
            best = np.stack([self._usual(one).best for one in some], axis=1)
            strengths[first : first + len(some)] = matcher.index.coverage_of_several(best)[column].T
        np.fill_diagonal(strengths, 1.0)
        return strengths

    def _usual(self, occupation: str) -> Held:
        usual = tuple(HeldSkill(skill, Evidence.INFERRED) for skill in self.usual_skills(occupation))
        return self.occupation_matcher.held(Passport(usual))

    @cached_property
    def maps(self) -> RegionMaps:
        """The region's occupations as a metro map."""
        return RegionMaps(self.records, self.step_strengths, dict(self.stock.by_occupation()))

    def goes_to(self, occupation: str, top: int = 8) -> tuple[Step, ...]:
        """Occupations that the usual skills of this one cover best."""
        at = self._place_of_occupation.get(occupation)
        return () if at is None else self._steps(self.step_strengths[at], at, top)

    def comes_from(self, occupation: str, top: int = 8) -> tuple[Step, ...]:
        """Occupations whose usual skills cover this one best."""
        at = self._place_of_occupation.get(occupation)
        return () if at is None else self._steps(self.step_strengths[:, at], at, top)

    def _steps(self, strengths: npt.NDArray[np.float64], own: int, top: int) -> tuple[Step, ...]:
        """The strongest, ties by id, without the occupation itself."""
        ids = list(self.records.occupations)
        enough = min(top, len(ids) - 1)
        line = np.partition(strengths, len(ids) - enough - 1)[
            len(ids) - enough - 1
        ]  # one more: it may be its own
        found = [(-float(strengths[at]), ids[at]) for at in np.flatnonzero(strengths >= line) if at != own]
        return tuple(Step(to, -coverage) for coverage, to in sorted(found)[:top])

    @cached_property
    def _place_of_occupation(self) -> dict[str, int]:
        return {occupation: at for at, occupation in enumerate(self.records.occupations)}

    @cached_property
    def usual(self) -> UsualSteps:
        """How usual every step between the region's own occupations is."""
        return usual_steps(list(self.records.occupations.values()), self.taxonomy, self.language.graph)

    # --- what is where ----------------------------------------------------------------------------

    @cached_property
    def occupations_by_skill(self) -> Mapping[str, tuple[str, ...]]:
        """Skill -> the region's occupations that ask it."""
        return _index(
            (demand.skill, occupation.id)
            for occupation in self.records.occupations.values()
            for demand in occupation.demands
        )

    @cached_property
    def courses_by_skill(self) -> Mapping[str, tuple[str, ...]]:
        """Skill -> courses that teach exactly it."""
        return _index(
            (skill, course.id) for course in self.records.courses.values() for skill in course.teaches
        )

    def departures(self, today: date, top: int | None = None) -> tuple[EditionRow, ...]:
        """Editions that can still be joined, the first to leave first."""
        leaving = [
            (departure(edition, today), edition.id)
            for course in self.training.courses.values()
            for edition in course.editions
            if can_still_join(edition, today)
        ]
        return tuple(self.records.editions[id_] for _, id_ in sorted(leaving)[:top])

    # --- example people ---------------------------------------------------------------------------

    def passport_of(self, person: PersonRow) -> Passport:
        """The passport of an example person."""
        skills = tuple(HeldSkill(skill, evidence) for skill, evidence in person.skills)
        return Passport(skills, frozenset(person.certificates))

    def wishes_of(self, person: PersonRow) -> Wishes:
        """The wishes of an example person."""
        place = self.records.places.get(person.place)
        return Wishes(
            position=place.position if place else None,
            distance=person.distance,
            hours_low=person.hours_low,
            hours_high=person.hours_high,
            wage_floor=person.wage_floor,
            kinds=frozenset(person.kinds),
            starts_on=person.starts_on,
        )


@dataclass(frozen=True, slots=True)
class RegionNames:
    """What things of a region are called in one language."""

    region: Region
    language: str

    def skill(self, id_: str) -> str:
        """A skill."""
        return self.region.skill_label(id_, self.language)

    def occupation(self, id_: str) -> str:
        """An occupation."""
        return self.region.occupation_label(id_, self.language)

    def certificate(self, id_: str) -> str:
        """A legal paper."""
        return self.region.certificate_label(id_, self.language)

    def course(self, id_: str) -> str:
        """A course."""
        return in_language(self.region.records.courses[id_].title, self.language)

    def opening(self, id_: str) -> str:
        """An opening, with who offers it."""
        row = self.region.records.openings[id_]
        title = in_language(row.title, self.language)
        return f"{title} ({self.region.records.organisations[row.organisation].name})"


def load_region(path: Path | str, *, wider: Taxonomy | None = None) -> Region:
    """Reads a region pack and makes it ready.

    `wider` is a language to understand people in besides the pack's own, such as ESCO (`read_esco`).
    Raises `InputRefused` when the pack breaks its schema.
    """
    pack = read_pack(path)
    return make_region(pack, build_language(region_taxonomy(pack, wider)))


def region_taxonomy(pack: Pack, wider: Taxonomy | None = None) -> Taxonomy:
    """The pack's own language, joined with a wider one where given."""
    own = pack_taxonomy(pack)
    return own if wider is None else merge(own, wider)


StockOf = Callable[[Records, Callable[[Sequence[OpeningRow]], Matcher]], Stock]
"""Makes the stock of a region: given its records, and what makes a matcher over some openings."""


def make_region(
    pack: Pack, language: Language, thresholds: Thresholds | None = None, stock_of: StockOf | None = None
) -> Region:
    """A region out of a pack that has been read and the language made for it.

    `stock_of` makes the stock of openings that are not in the pack; without, those of the pack are in memory.
    """
    records = records_of(pack)
    skill_index = language.taxonomy.skill_index
    training = build_training(_courses(records), skill_index, language.graph)
    skill_ids = [skill.id for skill in language.taxonomy.skills]
    lines = thresholds or Thresholds()
    attitudes = frozenset(skill.id for skill in language.taxonomy.skills if skill.kind is SkillKind.ATTITUDE)

    def matcher(openings: Sequence[Opening]) -> Matcher:
        index = build_index(openings, skill_index, len(skill_ids), attitudes)
        return Matcher(index, language.graph, skill_ids, skill_index, training, lines, attitudes)

    def over(rows: Sequence[OpeningRow]) -> Matcher:
        return matcher(_openings(records, rows))

    if stock_of is None:
        stock: Stock = StockInMemory(records, over(tuple(records.openings.values())))
    else:
        stock = stock_of(records, over)
        records = replace(records, openings=stock.rows)
    return Region(pack, records, language, stock, training, matcher(_as_openings(records)))


def _openings(records: Records, rows: Iterable[OpeningRow]) -> list[Opening]:
    return [
        Opening(
            id=row.id,
            demands=row.demands,
            occupation=row.occupation,
            kind=row.kind,
            certificates=beforehand(records, row.certificates),
            on_hiring=frozenset(row.certificates) - beforehand(records, row.certificates),
            position=records.places[row.place].position,
            hours_low=row.hours_low,
            hours_high=row.hours_high,
            wage_low=row.wage_low,
            wage_high=row.wage_high,
            starts_on=row.starts_on,
            closes_on=row.closes_on,
            places=row.places,
        )
        for row in rows
    ]


def _as_openings(records: Records) -> list[Opening]:
    """Occupations asked for as if they were open, so that they are matched by the same rules."""
    return [
        Opening(
            id=row.id,
            demands=row.demands,
            occupation=row.id,
            certificates=beforehand(records, row.certificates) if row.regulated else frozenset(),
            wage_low=row.wage_low,
            wage_high=row.wage_high,
        )
        for row in records.occupations.values()
    ]


def _courses(records: Records) -> list[Course]:
    return [
        Course(
            course.id,
            course.teaches,
            course.requires,
            frozenset(course.certificates),
            tuple(_edition(records.editions[id_]) for id_ in course.editions),
        )
        for course in records.courses.values()
    ]


def _edition(row: EditionRow) -> Edition:
    return Edition(
        row.id,
        row.course,
        row.starts_on,
        row.ends_on,
        row.hours,
        row.cost,
        row.seats,
        row.continuous,
        row.weeks,
    )


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    gathered: dict[str, list[str]] = {}
    for key, value in pairs:
        gathered.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in gathered.items()}
