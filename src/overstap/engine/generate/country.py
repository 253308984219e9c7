# SPDX-License-Identifier: EUPL-1.2
"""A country in arrays, from a seed: a language of skills, occupations, openings and people, of any size.

The shape is that of a country, not of any country: popularity of skills and occupations falls off as a power of
the rank (Zipf), an opening asks 8 to 20 of the skills of its occupation, a person holds 10 to 40 skills of
their occupation. All of it is made up. `language_of` takes the skew from a real language instead: which
occupation asks which skill, and how near skills are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from overstap.engine.matching.large.openings import KINDS, NOWHERE, UNKNOWN_DAY, Floats, Integers, OpeningArrays

Matrix = sparse.csr_array[Any]

_PROFILE = 61
"""Skills in a made-up occupation's profile."""
FIRST_DAY = date(2027, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the language of a country is, and how uneven everything. The defaults are a country's."""

    skills: int = 14_000
    occupations: int = 3_000
    related: int = 15
    """Skills near to each skill."""
    places: int = 350
    certificates: int = 60
    skill_skew: float = 1.0
    """How fast popularity of skills falls with their rank: share ~ rank to the power of minus this."""
    general: int = 24
    """How many skills of an occupation's profile are drawn by popularity; the others are its own."""
    occupation_skew: float = 0.7
    demands: tuple[int, int] = (8, 20)
    held: tuple[int, int] = (10, 40)


@dataclass(frozen=True)
class MadeLanguage:
    """Skills with their nearness, and what each occupation is about.

    `similarity` is CSR (skills, skills), row held, column asked, ones on the diagonal. `profiles` lists, for
    each occupation, the skills from which its openings ask and which its people hold, from `profile_from[o]`
    on.
    """

    similarity: Matrix
    profile_from: Integers
    profiles: npt.NDArray[np.int32]
    attitudes: npt.NDArray[np.bool_]

    @property
    def occupations(self) -> int:
        """How many occupations there are."""
        return len(self.profile_from) - 1


@dataclass(frozen=True)
class MadePeople:
    """People: CSR lists of skills (`indptr`, `skills`), which of them others stand for, work and place."""

    indptr: Integers
    skills: npt.NDArray[np.int32]
    shown: npt.NDArray[np.bool_]
    latitude: npt.NDArray[np.float64]
    longitude: npt.NDArray[np.float64]
    certificates: tuple[frozenset[str], ...]
    occupation: npt.NDArray[np.int32]
    place: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.indptr) - 1

    def held(self, person: int) -> npt.NDArray[np.int32]:
        """The skills of one person."""
        return self.skills[self.indptr[person] : self.indptr[person + 1]]


def make_language(shape: Shape, seed: int) -> MadeLanguage:
    """A made-up language: skills on a ring, near to some around them; occupations somewhere on it."""
    random = np.random.default_rng([seed, 1])
    return MadeLanguage(
        _ring(shape, random), *_profiles(shape, random), attitudes=random.random(shape.skills) < 0.02
    )


def language_of(similarity: Matrix, demands: Matrix, attitudes: npt.NDArray[np.bool_]) -> MadeLanguage:
    """A real language as a country is made from: `demands` is CSR (occupations, skills). Only its skew is used.

    Occupations that ask nothing are left out.
    """
    kept = sparse.csr_array(demands[np.flatnonzero(np.diff(demands.indptr) > 0)])
    return MadeLanguage(similarity, kept.indptr.astype(np.int64), kept.indices.astype(np.int32), attitudes)


def make_openings(language: MadeLanguage, count: int, shape: Shape, seed: int) -> OpeningArrays:
    """Openings of a made-up country. Ids are whole numbers from 0, in no order of place or occupation."""
    random = np.random.default_rng([seed, 2])
    occupation = by_popularity(language.occupations, shape.occupation_skew, count, random)
    indptr, skills = _some_of(language, occupation, shape.demands, random)
    latitude, longitude = places_of(shape, seed)
    hours = random.choice([16, 20, 24, 28, 32, 36, 40], size=count).astype(np.float64)
    pay = np.round(random.gamma(6.0, 1.6, size=count) + 14.0, 1)
    sets = _certificate_sets(shape, random)
    return OpeningArrays(
        ids=np.arange(count, dtype=np.int64),
        indptr=indptr,
        skills=skills,
        importance=random.choice(3, size=len(skills), p=[0.45, 0.35, 0.20]).astype(np.uint8),
        latitude=latitude,
        longitude=longitude,
        place=_unless(random, 0.02, NOWHERE, by_popularity(shape.places, 0.8, count, random)).astype(np.int32),
        occupations=tuple(f"occupation-{number}" for number in range(language.occupations)),
        occupation=occupation.astype(np.int32),
        kind=random.choice(len(KINDS), size=count, p=[0.86, 0.05, 0.04, 0.03, 0.02]).astype(np.uint8),
        certificate_sets=sets,
        certificates=_unless(random, 0.8, 0, random.integers(0, len(sets), size=count)).astype(np.int32),
        hours_low=_unless(random, 0.1, np.nan, np.maximum(hours - 8, 4)),
        hours_high=_unless(random, 0.1, np.nan, hours),
        wage_low=_unless(random, 0.3, np.nan, pay),
        wage_high=_unless(random, 0.3, np.nan, np.round(pay * 1.25, 1)),
        starts=_unless(random, 0.6, UNKNOWN_DAY, FIRST_DAY + random.integers(0, 180, count)).astype(np.int32),
        closes=_unless(random, 0.3, UNKNOWN_DAY, FIRST_DAY + random.integers(-5, 90, count)).astype(np.int32),
    )


def make_people(language: MadeLanguage, count: int, shape: Shape, seed: int) -> MadePeople:
    """People of a made-up country, each with skills of one occupation; a third of the skills are shown."""
    random = np.random.default_rng([seed, 3])
    occupation = by_popularity(language.occupations, shape.occupation_skew, count, random)
    indptr, skills = _some_of(language, occupation, shape.held, random)
    latitude, longitude = places_of(shape, seed)
    place = by_popularity(shape.places, 0.8, count, random)
    sets = _certificate_sets(shape, random)
    return MadePeople(
        indptr,
        skills,
        random.random(len(skills)) < 1 / 3,
        latitude[place],
        longitude[place],
        tuple(sets[one] for one in random.integers(0, len(sets), size=count)),
        occupation.astype(np.int32),
        place.astype(np.int32),
    )


# --- the parts ------------------------------------------------------------------------------------


def _ring(shape: Shape, random: np.random.Generator) -> Matrix:
    """Each skill is near to `related` others within 60 places on the ring, nearer the closer they stand."""
    count, near = shape.skills, min(shape.related, shape.skills - 1)
    reach = max(min(60, (count - 1) // 2), near)
    steps = random.random((count, reach)).argsort(axis=1)[:, :near] + 1
    side = random.choice([-1, 1], size=steps.shape)
    asked = (np.arange(count)[:, None] + side * steps) % count
    value = np.round(0.95 - 0.7 * steps / (reach + 1) * random.random(steps.shape), 3)
    rows = np.repeat(np.arange(count), near)
    found = sparse.coo_array((value.ravel(), (rows, asked.ravel())), shape=(count, count)).tocsr()
    found.data = np.minimum(found.data, 0.95)
    off = found - sparse.diags_array(found.diagonal(), format="csr")
    off.eliminate_zeros()
    similarity = sparse.csr_array(off + sparse.eye_array(count, format="csr"))
    similarity.sort_indices()
    return similarity


def _profiles(shape: Shape, random: np.random.Generator) -> tuple[Integers, npt.NDArray[np.int32]]:
    """For each occupation some popular skills, and its own from a stretch of the ring."""
    # Which skills are popular has nothing to do with where they stand on the ring.
    by_rank = random.permutation(shape.skills)
    size = min(_PROFILE, shape.skills)
    lists = []
    for centre in random.integers(0, shape.skills, size=shape.occupations):
        popular = by_rank[by_popularity(shape.skills, shape.skill_skew, shape.general, random)]
        own = (centre + random.permutation(min(20 * size, shape.skills))) % shape.skills
        together = np.concatenate((popular, own))
        _, first = np.unique(together, return_index=True)
        lists.append(random.permutation(together[np.sort(first)][:size]))
    return np.arange(shape.occupations + 1) * size, np.concatenate(lists).astype(np.int32)


def _some_of(
    language: MadeLanguage, occupation: Integers, sizes: tuple[int, int], random: np.random.Generator
) -> tuple[Integers, npt.NDArray[np.int32]]:
    """Different skills from the profile of each occupation, as many as `sizes` says or as it has; ascending."""
    have = np.diff(language.profile_from)[occupation]
    lengths = np.minimum(random.integers(sizes[0], sizes[1] + 1, size=len(occupation)), have)
    indptr, at = some_of(language.profile_from[occupation], have, lengths, random)
    skills = language.profiles[at]
    row = np.repeat(np.arange(len(occupation)), lengths)
    order = np.argsort(row * np.int64(skills.max(initial=0) + 1) + skills, kind="stable")
    return indptr, skills[order]


def some_of(
    start: Integers, have: Integers, lengths: Integers, random: np.random.Generator
) -> tuple[Integers, Integers]:
    """Of list i, `have[i]` places from `start[i]` on, so many as `lengths[i]` says (at most what it has), each
    once: CSR, from where each list stands and the places.

    From a random place in the list on, with a random stride that has no divisor in common with its length: so
    none comes twice, and nothing has to be drawn again.
    """
    indptr = np.append(0, np.cumsum(lengths))
    row = np.repeat(np.arange(len(start)), lengths)
    number = np.arange(indptr[-1]) - indptr[row]
    begin = (random.random(len(start)) * have).astype(np.int64)
    stride = np.maximum((random.random(len(start)) * have).astype(np.int64), 1)
    while (shared := np.gcd(stride, have) > 1).any():
        stride = np.where(shared, stride - 1, stride)
    return indptr, start[row] + (begin[row] + number * stride[row]) % have[row]


def by_popularity(count: int, skew: float, size: int, random: np.random.Generator) -> Integers:
    """Numbers below `count`, each as likely as its rank to the power of minus `skew`. Shape (size,)."""
    share = np.arange(1, count + 1, dtype=np.float64) ** -skew
    edges = np.cumsum(share / share.sum())
    return np.minimum(np.searchsorted(edges, random.random(size)), count - 1)


def places_of(shape: Shape, seed: int) -> tuple[Floats, Floats]:
    """Places in a square of about 300 by 300 km. Both (places,), in degrees."""
    random = np.random.default_rng([seed, 4])
    return random.uniform(50.8, 53.5, shape.places), random.uniform(3.4, 7.2, shape.places)


def _certificate_sets(shape: Shape, random: np.random.Generator) -> tuple[frozenset[str], ...]:
    """None at all, then one or two certificates each."""
    drawn = random.integers(0, shape.certificates, size=(2 * shape.certificates, 2))
    sets = {frozenset(f"certificate-{number}" for number in pair) for pair in drawn.tolist()}
    return (frozenset(), *sorted(sets, key=sorted))


def _unless(
    random: np.random.Generator, share: float, instead: float, values: npt.NDArray[Any]
) -> npt.NDArray[Any]:
    """The values, but for a share of them something else."""
    return np.where(random.random(len(values)) < share, instead, values)
