# SPDX-License-Identifier: EUPL-1.2
"""Small regions and questions at random, made to meet each other often: few days, few prices, tight limits.

Every choice goes through one `pick`, so that Hypothesis can shrink a case, and a plain random generator can
make many thousands fast.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from overstap.engine.journeys.model import Avoid, Goal, Question, Settings, Traveller, Via
from overstap.engine.journeys.offers import Departure, Job, Lines, Training
from overstap.engine.matching.model import HeldSkill, OpeningKind, Passport, Position
from overstap.engine.rules.instruments import Beneficiary, Instrument, PaidPer, Situation
from overstap.engine.rules.parameters import load_parameters
from overstap.engine.skills.taxonomy import Demand, Importance
from tests.engine.journeys.case import Case

T = TypeVar("T")
Pick = Callable[[Sequence[T]], T]

DEPARTS = date(2027, 1, 4)
HERE, NEAR, FAR = Position(52.08, 4.31), Position(52.01, 4.36), Position(52.16, 4.50)
PAPERS = ("licence", "card")
SKILLS = ("s0", "s1", "s2", "s3", "s4")


def day(after: int) -> date:
    """A day so long after the departure."""
    return DEPARTS + timedelta(days=after)


@dataclass(frozen=True)
class Maker:
    """Makes a case out of choices. An `easy` one has few limits, so that there is much to compare."""

    pick: Pick
    easy: bool = False

    def often(self) -> bool:
        return self.pick((True, True, True, False))

    def half(self) -> bool:
        return self.pick((False, True))

    def seldom(self) -> bool:
        return self.pick((False, False, False, False, False, True))

    def limit(self, options: Sequence[T], free: T | None = None) -> T | None:
        """One of the options; `free` in an easy case, but for a few."""
        return free if self.easy and not self.seldom() else self.pick(options)

    def some(self, options: Sequence[T], at_most: int) -> tuple[T, ...]:
        """At most so many of the options, in their order."""
        count = self.pick(range(at_most + 1))
        chosen = {self.pick(range(len(options))) for _ in range(count)} if options else set()
        return tuple(options[at] for at in sorted(chosen))

    def case(self) -> Case:
        """A whole case."""
        return replace(self, easy=self.pick((False, True, True)))._case()

    def _case(self) -> Case:
        skills = SKILLS[: self.pick((3, 4, 5))]
        changes = self.pick((1, 2, 2, 3, 3))
        occupations = [f"o{at}" for at in range(self.pick((3, 4, 5, 6) if changes < 3 else (4, 5)))]
        courses = [self.training(at, skills) for at in range(self.pick((2, 4, 5, 6, 7)))]
        jobs = [self.occupation(name, skills) for name in occupations]
        openings = self.pick((0, 2, 4, 5) if changes < 3 else (0, 1, 2, 3))
        jobs += [self.opening(at, jobs[: len(occupations)], skills, courses) for at in range(openings)]
        return Case(
            traveller=self.traveller(skills, occupations),
            question=self.question(changes, occupations, jobs, courses),
            skills=skills,
            jobs=tuple(jobs),
            trainings=tuple(courses),
            nearness=self.nearness(skills),
            information={skill: self.pick((0.0, 0.5, 1.0)) for skill in skills} if self.half() else {},
            attitudes=frozenset(skills[-1:]) if self.seldom() else frozenset(),
            lines=self.lines(),
            instruments=tuple(self.instrument(at) for at in range(self.pick((0, 0, 0, 1, 2)))),
            settings=self.settings(),
            parameters=load_parameters().changed(self.own_parameters()),
        )

    def twins(self) -> Case:
        """A case in which many ways meet: three changes, and work of one kind on offer more than once."""
        skills = SKILLS[:3]
        trades = [self.trade(f"o{at}", self.pick(skills)) for at in range(3)]
        openings = [self.twin(at, self.pick(trades)) for at in range(self.pick((2, 3, 4)))]
        courses = [self.lesson(at, skills) for at in range(3)]
        pays = self.pick((0, 0, 1, 2))
        person = Traveller(
            passport=Passport((HeldSkill(skills[0]),)),
            wage=self.pick((None, 14, 18)),
            last_day=self.pick((None, None, day(60))),
            work_years=4,
            service_years=6,
            free_hours=8,
            budget=self.pick((None, None, 300, 500)),
            savings=self.pick(range(0, 2000, 50)),
            income_floor=self.pick((None, 2200, 2300, 2400)),
        )
        lines = Lines(fits=0.3, musts=0.0, carried=0.0, hours_from_far=(0.0,) * 8, levels_up=8)
        own = {"search.stay_months": self.pick((1, 3)), "search.days_stable": 30, "wage.years_to_middle": 2}
        return Case(
            traveller=person,
            question=Question(DEPARTS, Goal(frozenset({"o2"})), most_changes=3),
            skills=skills,
            jobs=(*trades, *openings),
            trainings=tuple(courses),
            nearness={(one, other): 0.5 for one in skills for other in skills if one != other and self.half()},
            lines=lines,
            instruments=tuple(self.simple_fund(at) for at in range(pays)),
            settings=Settings(horizon_months=24, income_years=self.pick((1, 2))),
            parameters=load_parameters().changed({name: float(value) for name, value in own.items()}),
        )

    def trade(self, name: str, skill: str) -> Job:
        """An occupation that asks one skill and teaches another."""
        demands = (Demand(skill, Importance.SHOULD),)
        taught = self.pick(SKILLS[:3])
        wage = self.pick((14, 16, 18))
        return Job(name, demands, (taught,), wage=wage, wage_later=wage + self.pick((0, 4)), outlook="stable")

    def twin(self, at: int, trade: Job) -> Job:
        """The same work once more, with its own pay."""
        return replace(
            trade,
            opening=f"opening{at}",
            kind=OpeningKind.VACANCY,
            wage=self.pick((13, 15, 17, 19)),
            wage_later=self.pick((None, 20)),
            starts_on=self.pick((None, day(60), day(120))),
            closes_on=day(300),
        )

    def lesson(self, at: int, skills: Sequence[str]) -> Training:
        """A course for one skill."""
        name, weeks = f"c{at}", self.pick((2, 3))
        editions = (
            Departure(
                f"{name}e{number}",
                name,
                day(starts),
                day(starts + 7 * weeks),
                self.pick((4, 4, 8)),
                self.pick((0, 200, 200, 500)),
            )
            for number, starts in enumerate((7, self.pick((28, 150)), 200))
        )
        return Training(name, self.some(skills, 2) or (self.pick(skills[1:]),), departures=tuple(editions))

    def simple_fund(self, at: int) -> Instrument:
        """A fund that pays once for a person, whatever the course."""
        return replace(
            self.instrument(at),
            beneficiary=Beneficiary.PERSON,
            per=PaidPer.PERSON,
            amount_at_most=self.pick((100, 150, 250)),
            outlooks=(),
            sectors=(),
            providers=(),
            situations=(),
            level_high=None,
        )

    # --- the region -------------------------------------------------------------------------------

    def nearness(self, skills: Sequence[str]) -> dict[tuple[str, str], float]:
        pairs = [(held, asked) for held in skills for asked in skills if held != asked]
        near = {pair: self.pick((0.0, 0.0, 0.0, 0.3, 0.5, 0.6, 0.85)) for pair in pairs}
        return {pair: value for pair, value in near.items() if value}

    def demands(self, skills: Sequence[str]) -> tuple[Demand, ...]:
        kinds = (Importance.MUST, Importance.SHOULD, Importance.SHOULD, Importance.NICE)
        asked = tuple(dict.fromkeys((*self.some(skills, 4), self.pick(skills[1:]))))
        return tuple(Demand(skill, self.pick(kinds)) for skill in asked)

    def occupation(self, name: str, skills: Sequence[str]) -> Job:
        demands = self.demands(skills)
        wage = self.pick((None, 14, 15, 16, 18, 20, 26, 40))
        return Job(
            occupation=name,
            demands=demands,
            learned=tuple(demand.skill for demand in demands) if self.often() else self.some(skills, 3),
            certificates=frozenset(self.some(PAPERS, 1)) if self.seldom() else frozenset(),
            wage=wage,
            wage_later=self.pick((None, wage, (wage or 15) + 3, (wage or 15) + 9)),
            level=self.limit((None, 2, 3, 3, 4, 5)),
            outlook=self.pick(("", "shortage", "growing", "stable", "shrinking")),
            sector=self.pick(("care", "trade")),
        )

    def opening(
        self, at: int, trades: Sequence[Job], skills: Sequence[str], courses: Sequence[Training]
    ) -> Job:
        trade = self.pick(trades)
        learning = self.half()
        at_work = [one for one in courses if any(edition.time == "work" for edition in one.departures)]
        kinds = (OpeningKind.APPRENTICESHIP, OpeningKind.LEARN_WORK)
        paid = (OpeningKind.VACANCY,) * 5 + (OpeningKind.INTERNSHIP,)
        return Job(
            occupation=trade.occupation,
            demands=trade.demands if self.half() else self.demands(skills),
            learned=trade.learned,
            opening=f"opening{at}",
            kind=self.pick(kinds) if learning else self.pick(paid),
            certificates=trade.certificates if self.half() and not learning else frozenset(),
            position=self.pick((None, NEAR, FAR)),
            hours_low=self.pick((None, 20, 32)),
            hours_high=self.pick((None, 24, 40)),
            wage=self.pick((trade.wage, 13, 17, 22)),
            wage_later=self.pick((trade.wage_later, None, 25)),
            level=trade.level,
            outlook=trade.outlook,
            sector=trade.sector,
            starts_on=self.pick((None, None, day(0), day(40), day(120), day(200))),
            closes_on=self.limit((None, day(0), day(30), day(60), day(130), day(400))),
            course=self.pick(at_work or courses).id if learning and self.often() else "",
        )

    def training(self, at: int, skills: Sequence[str]) -> Training:
        name, at_work = f"c{at}", self.pick((False, False, True))
        return Training(
            id=name,
            teaches=self.some(skills, 3) or (skills[-1],),
            requires=self.some(skills, 2) if self.limit((True, False, False), free=False) else (),
            certificates=frozenset(self.some(PAPERS, 2)) if self.half() else frozenset(),
            level=self.pick((None, 3, 4)),
            entry_level=self.limit((None, None, 2, 3)),
            provider=self.pick(("school", "college")),
            departures=tuple(
                self.departure(f"{name}e{number}", name, at_work) for number in range(self.pick((1, 2, 3, 4)))
            ),
        )

    def departure(self, id_: str, course: str, at_work: bool) -> Departure:
        times = ("day", "evening", "evening", "weekend", "online", "online")
        starts = self.pick((0, 7, 14, 35, 56, 57, 90, 200, 400))
        continuous = self.pick((False, False, True))
        if continuous or self.seldom():
            starts = self.pick((-60, starts))
        lasts = self.pick((0, 13, 14, 21, 42, 84, 200)) if not continuous else self.pick((60, 120, 400))
        return Departure(
            id=id_,
            course=course,
            starts_on=day(starts),
            ends_on=day(starts + lasts),
            hours=self.pick((2, 4, 4, 4, 6, 8, 8, 12)),
            cost=self.pick((0, 100, 250, 250, 400, 999.99, 2000)),
            time="work" if at_work and self.often() else self.pick(times),
            position=self.pick((None, NEAR, FAR)),
            seats=self.pick((1, 12, 12, 0) if self.seldom() else (12,)),
            continuous=continuous,
            weeks=self.pick((None, 2, 3, 10, 12.5)) if continuous else None,
        )

    def instrument(self, at: int) -> Instrument:
        return Instrument(
            id=f"fund{at}",
            label={},
            description={},
            payer="Region",
            beneficiary=Beneficiary.PERSON if self.often() else Beneficiary.EMPLOYER,
            share=self.pick((0.25, 0.5, 0.8, 1.0)),
            amount_at_most=self.pick((None, 150, 400, 1000)),
            per=self.pick(tuple(PaidPer)),
            to_check={},
            source="own",
            invented=True,
            outlooks=self.pick(((), (), ("shortage",))),
            sectors=self.pick(((), (), ("care",))),
            providers=self.pick(((), (), ("school",))),
            situations=self.pick(((), (), (Situation.NOTICE,), (Situation.UNEMPLOYED,), (Situation.EMPLOYED,))),
            level_high=self.pick((None, None, 3)),
            starts_on=self.pick((None, None, day(30))),
            ends_on=self.pick((None, None, day(100))),
        )

    # --- who asks what ----------------------------------------------------------------------------

    def traveller(self, skills: Sequence[str], occupations: Sequence[str]) -> Traveller:
        held = tuple(HeldSkill(skill) for skill in self.some(skills, 2) or skills[:1])
        placed = self.half()
        return Traveller(
            passport=Passport(held, frozenset(self.some(PAPERS, 1)) if self.seldom() else frozenset()),
            occupation=self.pick(("", occupations[0], occupations[0], occupations[-1], "elsewhere")),
            position=HERE if placed else None,
            wage=self.pick((None, 14, 16, 18, 18, 22)),
            hours=self.pick((20, 32, 36)),
            level=self.pick((None, None, 1, 3, 4)),
            last_day=self.limit((None, day(-30), day(0), day(29), day(60), day(90), day(200))),
            work_years=self.pick((None, 0, 4, 20)),
            service_years=self.pick((None, 0, 6, 20)),
            free_hours=self.pick((4, 8, 8, 12, 24)),
            times=frozenset(self.some(("day", "evening", "weekend", "online"), 3))
            if self.seldom()
            else frozenset(),
            budget=self.limit((None, 0, 250, 500, 1250)),
            savings=self.pick((0, 0, 2000, 10000)),
            income_floor=self.limit((None, None, 1500, 2000, 2400)),
            distance=self.limit((None, None, 12, 30)),
        )

    def question(
        self, changes: int, occupations: Sequence[str], jobs: Sequence[Job], courses: Sequence[Training]
    ) -> Question:
        openings = tuple(job.opening for job in jobs if job.opening)
        ids = tuple(course.id for course in courses)
        editions = tuple(one.id for course in courses for one in course.departures)
        goal = self.pick(("anywhere", "anywhere", "some", "some", "some", "opening"))
        return Question(
            departs_on=DEPARTS,
            goal=Goal(
                frozenset(self.some(occupations[1:], 2) or occupations[-1:]) if goal == "some" else frozenset(),
                self.pick(openings) if goal == "opening" and openings else "",
            ),
            most_changes=changes,
            arrive_by=self.limit((None, None, day(30), day(150), day(400))),
            via=Via(
                frozenset(self.some(occupations, 2)) if self.seldom() and changes > 1 else frozenset(),
                frozenset(self.some(ids, 3)) if self.seldom() and self.half() else frozenset(),
            ),
            avoid=Avoid(
                frozenset(self.some(occupations, 1)) if self.seldom() else frozenset(),
                frozenset(self.some(openings, 1)) if self.seldom() else frozenset(),
                frozenset(self.some(ids, 1)) if self.seldom() else frozenset(),
                frozenset(self.some(editions, 2)) if self.seldom() else frozenset(),
            ),
            no_income_drop=self.seldom() and self.half(),
        )

    # --- how is planned ---------------------------------------------------------------------------

    def lines(self) -> Lines:
        if self.half() and not self.easy:
            return Lines()
        return Lines(
            fits=self.pick((0.6, 0.6, 0.8)) if not self.easy else self.pick((0.3, 0.6)),
            musts=self.pick((0.5, 1.0)),
            covered=self.pick((0.5, 0.6, 0.85)),
            serves=self.pick((0.2, 0.4, 0.7)),
            carried=self.pick((0.0, 0.3, 0.5)),
            hours_from_far=tuple(self.pick((0.0, 20.0, 60.0)) for _ in range(8)),
            education_hours=self.pick((20.0, 60.0, 240.0)),
            levels_up=self.pick((0, 1, 2)),
            levels_up_learning=self.pick((0, 1, 2)),
        )

    def settings(self) -> Settings:
        if self.half():
            return Settings()
        return Settings(
            most_courses=self.pick((1, 2, 3)),
            horizon_months=self.pick((12, 24, 48, 48)),
            open_ended_days=self.pick((20, 180)),
            employer_waits_days=self.pick((0, 30, 90)),
            begins_within_days=self.pick((30, 180)),
            income_years=self.pick((1, 2, 5)),
        )

    def own_parameters(self) -> dict[str, float]:
        if not self.easy and self.half():
            return {}
        own = {
            "search.notice_days": self.pick((0, 30, 60)),
            "search.days_stable": self.pick((0, 90)),
            "search.days_shortage": self.pick((0, 30)),
            "search.stay_months": self.pick((0, 1, 3, 6)),
            "wage.years_to_middle": self.pick((0, 1, 2.5, 3)),
            "study.hours_without_work": self.pick((4, 12, 32)),
            "study.week_hours": self.pick((36, 40, 48)),
        }
        return {name: float(value) for name, value in own.items() if self.half()}
