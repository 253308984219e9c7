# SPDX-License-Identifier: EUPL-1.2
"""Firms to ask for places: those that had them before, and those whose work fits the study, with why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from overstap.apps.openings import queries as openings
from overstap.apps.rounds import hunting, queries
from overstap.apps.rounds.models import Round
from overstap.engine.matching.index import Filters
from overstap.engine.matching.model import Wishes
from overstap.engine.region.region import Region

STUDIES_AT_MOST = 6
FOUND_AT_MOST = 40
"""Openings looked at for each study, best fitting first."""
LISTED_AT_MOST = 50
FITS_FROM = 0.5
"""An opening that asks less than this of what a study teaches is no reason to call."""


@dataclass(frozen=True)
class Fit:
    """An opening of the firm, or a need it told of (`opening` empty), and the study it fits, 0 to 1."""

    occupation: str
    fit: float
    opening: str = ""
    people: int = 0


@dataclass
class Lead:
    """A firm to ask, and why: places it had before, and work that fits."""

    firm: str
    earlier: hunting.Earlier | None = None
    fits: list[Fit] = field(default_factory=list)

    @property
    def weight(self) -> tuple[bool, float, int]:
        """What orders the list: who had places first, then what fits best."""
        return self.earlier is not None, max((one.fit for one in self.fits), default=0.0), len(self.fits)


def leads(row: Round, region: Region, *, today: date) -> tuple[Lead, ...]:
    """Firms without a place in a round now, the likeliest first."""
    short = Counter(one.occupation for one in queries.students_of(row) if one.got_id is None)
    studies = [one for one, _n in short.most_common(STUDIES_AT_MOST)]
    there, found = hunting.hosts_now(today), dict[str, Lead]()
    for earlier in hunting.earlier_hosts(row, studies):
        found.setdefault(earlier.firm, Lead(earlier.firm)).earlier = earlier
    for study in studies:
        for firm, fit in _fitting(study, region, today):
            found.setdefault(firm, Lead(firm)).fits.append(fit)
    for need in openings.standing_needs(occupations=studies):
        fit = Fit(str(need.occupation_id), 1.0, people=need.number)
        found.setdefault(need.organisation_id, Lead(need.organisation_id)).fits.append(fit)
    likely = [
        one for one in found.values() if one.firm not in there and one.firm in region.records.organisations
    ]
    return tuple(sorted(likely, key=lambda one: (*(_down(one)), one.firm))[:LISTED_AT_MOST])


def _down(lead: Lead) -> tuple[bool, float, int]:
    before, fit, count = lead.weight
    return not before, -fit, -count


def _fitting(study: str, region: Region, today: date) -> list[tuple[str, Fit]]:
    """The firms of openings that fit who has learned a study, each with its best one."""
    somebody = region.usual_people.get(study)
    if somebody is None:
        return []
    matches = region.match(somebody, Wishes(), today=today, filters=Filters(today=today), top=FOUND_AT_MOST)
    best: dict[str, Fit] = {}
    for one in (*matches.now, *matches.one_away):
        opening = region.records.openings.get(one.opening)
        fit = one.coverage.claimed
        if opening is None or fit < FITS_FROM:
            continue
        if opening.organisation not in best or best[opening.organisation].fit < fit:
            best[opening.organisation] = Fit(study, fit, one.opening)
    return list(best.items())
