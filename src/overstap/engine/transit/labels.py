# SPDX-License-Identifier: EUPL-1.2
"""The places a name may have beside its station."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from overstap.engine.transit.lattice import DIRECTIONS
from overstap.engine.transit.lettering import LEADING, rows_of, text_width
from overstap.engine.transit.model import Box, Label, Name, Place, Row

BETWEEN = 3.0
"""Between the two names of an interchange."""
ROWS_COST = (0.0, 0.15, 0.6)
FURTHER = ((0.0, 0.0), (7.0, 0.5), (14.0, 1.0), (24.0, 1.7))
"""Distances on top of the usual one, with what they cost: beside a diagonal a name needs more room."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes on the drawing, in its unit."""

    unit: float = 132.0
    """An edge of the lattice."""
    text: float = 13.0
    line: float = 8.0
    station: float = 6.5
    """From the middle of a station to its outer edge."""
    number: float = 10.5
    """The same of a station with a number or a mark in it."""
    capsule: float = 15.0
    """From the middle of a capsule to its far end."""
    sign: float = 18.0
    gap: float = 4.5
    """Between a mark and its name."""
    air: float = 1.5
    """Around a name, that nothing else comes into."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is to be said of a station: its name, and a note under it.

    `signed`: the letter of its line goes before, as in an interchange; `bold`: set in heavier letters.
    """

    station: str
    name: str
    note: str = ""
    signed: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place for a label, on which side of its mark that is, and what it costs."""

    box: Box
    side: int
    cost: float
    label: Callable[[], Label]
    """The label there; made when it is wanted, as most places never are."""


def candidates(words: Sequence[Wording], at: Place, reach: float, sizes: Sizes) -> list[Candidate]:
    """Every place for the label of a mark at `at` that reaches `reach` around it."""
    found = []
    for rows in _breakings(words):
        block = _Block(words, rows, sizes)
        cost = sum(ROWS_COST[len(one) - 1] for one in rows)
        for spot in _spots(at, reach, block, sizes):
            found.append(Candidate(block.box(spot), spot.side, spot.cost + cost, partial(block.at, spot)))
    return found


def sign_candidates(outward: int, at: Place, reach: float, sizes: Sizes) -> list[tuple[Box, float]]:
    """Places for the letter of a line at its end: straight on, or a little aside."""
    found = []
    half = sizes.sign / 2
    for turn, cost in ((0, 0.0), (1, 0.8), (-1, 0.8), (2, 1.4), (-2, 1.4)):
        right, down = DIRECTIONS[(outward + turn) % 8]
        far = reach + sizes.gap + half
        x, y = at[0] + right * far, at[1] + down * far
        found.append((Box(x - half, y - half, x + half, y + half), cost))
    return found


def _breakings(words: Sequence[Wording]) -> list[tuple[tuple[str, ...], ...]]:
    """Ways to break the names into rows: each in one, two or three, and only the wider one broken."""
    single = tuple(rows_of(one.name, 1) for one in words)
    wider = max(range(len(words)), key=lambda at: text_width(words[at].name, 1))
    found = [single]
    for rows in (2, 3):
        broken = tuple(rows_of(one.name, rows) for one in words)
        found.append(tuple(broken[at] if at == wider else one for at, one in enumerate(single)))
        found.append(broken)
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place for a block: its upper left corner, how its rows are held, on which side of the mark it is."""

    left: float
    top: float
    anchor: str
    side: int
    cost: float


def _spots(at: Place, reach: float, block: _Block, sizes: Sizes) -> Iterator[_Spot]:
    """Right, left, above, below, each in the middle or drawn to one end, and the four corners; best first."""
    x, y = at
    wide, high = block.wide, block.high
    drawn = (high - sizes.text * LEADING) / 2
    for further, pays in FURTHER:
        out = reach + sizes.gap + further
        for shift, aside in ((0.0, 0.0), (drawn, 0.2), (-drawn, 0.2)) if drawn > 1 else ((0.0, 0.0),):
            top = y - high / 2 + shift
            yield _Spot(x + out, top, "start", 0, pays + aside)
            yield _Spot(x - out - wide, top, "end", 1, pays + aside + 0.3)
        for anchor, left, aside in (
            ("middle", x - wide / 2, 0.0),
            ("start", x - reach, 0.25),
            ("end", x + reach - wide, 0.25),
        ):
            yield _Spot(left, y - out - high, anchor, 2, pays + aside + 0.5)
            yield _Spot(left, y + out, anchor, 3, pays + aside + 0.5)
    near = reach + sizes.air + 0.5
    for right, down, pays in ((0.0, 0.0, 0.7), (8.0, 0.0, 1.0), (0.0, 8.0, 1.0)):
        yield _Spot(x + near + right, y - near - down - high, "start", 4, pays)
        yield _Spot(x + near + right, y + near + down, "start", 5, pays)
        yield _Spot(x - near - right - wide, y - near - down - high, "end", 6, pays + 0.2)
        yield _Spot(x - near - right - wide, y + near + down, "end", 7, pays + 0.2)


class _Block:
    """The rows of one or two names, with the letters of their lines before or behind them."""

    def __init__(self, words: Sequence[Wording], rows: Sequence[tuple[str, ...]], sizes: Sizes) -> None:
        self.words = words
        self.texts = [(*one, word.note) if word.note else one for one, word in zip(rows, words, strict=True)]
        self.leading, self.size = sizes.text * LEADING, sizes.text
        self.mark = sizes.text * 1.12 if words[0].signed else 0.0
        self.indent = self.mark + 4.0 if self.mark else 0.0
        bold = words[0].signed or words[0].bold
        self.wide = (
            max(text_width(row, sizes.text, bold=bold) for one in self.texts for row in one) + self.indent
        )
        self.high = sum(len(one) for one in self.texts) * self.leading + BETWEEN * (len(words) - 1)

    def box(self, spot: _Spot) -> Box:
        """What the label covers at a place."""
        return Box(spot.left, spot.top, spot.left + self.wide, spot.top + self.high)

    def at(self, spot: _Spot) -> Label:
        """The label at a place. Rows with letters are not held in the middle: letters make a column."""
        anchor = "start" if self.mark and spot.anchor == "middle" else spot.anchor
        edge = {
            "start": spot.left + self.indent,
            "end": spot.left + self.wide - self.indent,
            "middle": spot.left + self.wide / 2,
        }[anchor]
        names, top = [], spot.top
        for word, said in zip(self.words, self.texts, strict=True):
            rows = tuple(
                Row(
                    text,
                    (edge, top + self.leading * (number + 0.5) + self.size * 0.34),
                    anchor,
                    bool(word.note) and number == len(said) - 1,
                )
                for number, text in enumerate(said)
            )
            names.append(Name(word.station, rows, self._sign(spot, anchor, top)))
            top += self.leading * len(said) + BETWEEN
        return Label(self.box(spot), tuple(names))

    def _sign(self, spot: _Spot, anchor: str, top: float) -> Box | None:
        if not self.mark:
            return None
        left = spot.left if anchor == "start" else spot.left + self.wide - self.mark
        above = top + (self.leading - self.mark) / 2
        return Box(left, above, left + self.mark, above + self.mark)
