# SPDX-License-Identifier: EUPL-1.2
"""A plan of a case in words: figures, flows between occupations, somebody's way and why, what would help."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overstap.engine.placement.plan.model import Limit
from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.templatetags.overstap import said

FLOWS_AT_MOST = 12
_HIGH, _GAP = 360.0, 6.0


@dataclass(frozen=True)
class Flow:
    """So many people go from one occupation to another; `path` draws it, `width` is how wide."""

    before: str
    after: str
    n: int
    path: str
    width: float


@dataclass(frozen=True)
class Node:
    """An occupation beside the drawing: where it begins, how high it is."""

    label: str
    n: int
    y: float
    height: float
    middle: float


@dataclass(frozen=True)
class Flows:
    """The drawing, and its table in full."""

    left: tuple[Node, ...]
    right: tuple[Node, ...]
    flows: tuple[Flow, ...]
    rows: tuple[tuple[str, str, int], ...]
    high: float


def figures(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The figures of a plan, to lay beside another."""
    if not found:
        return []
    proof = _("the best there is") if found["proven"] else _("at most %(gap)s below the best")
    return [
        (_("With a place"), f"{words.number(found['placed'])} / {words.number(found['people'])}"),
        (_("Places that there are"), words.number(found.get("places", 0))),
        (_("By a course"), words.number(found["by_course"])),
        (_("By a trial place"), words.number(found.get("by_trial", 0))),
        (_("Cost of courses"), words.euros(found["cost"], 0)),
        (_("Paid by others"), words.euros(sum(found["paid"].values()), 0)),
        (_("With less income"), words.number(found["less"])),
        (_("Income a month, all together"), words.more_or_less(found["income"])),
        (_("How good it is"), proof % {"gap": f"{words.number(100 * found['gap'], 2)}%"}),
    ]


def payers(found: Mapping[str, Any], region: Region) -> list[tuple[str, str]]:
    """Who pays how much of the courses; the rest is for the social plan."""
    instruments, paid = region.records.instruments, found.get("paid", {})
    rows = [
        (said(instruments[one].label) if one in instruments else one, amount)
        for one, amount in sorted(paid.items(), key=lambda pair: -pair[1])
    ]
    rest = found.get("cost", 0.0) - sum(paid.values())
    return [(label, words.euros(amount, 0)) for label, amount in [*rows, (_("Social plan"), rest)]]


def groups(found: Mapping[str, Any], region: Region, language: str) -> list[tuple[str, str, str, str]]:
    """For each occupation of some size, how many were placed, which share that is, and how far behind all."""
    all_ = found["placed"] / found["people"] if found.get("people") else 0.0
    return [
        (
            _occupation(region, name, language),
            f"{one['placed']} / {one['of']}",
            f"{100 * one['placed'] / one['of']:.0f}%",
            words.plain(max(0, round(100 * (all_ - one["placed"] / one["of"])))),
        )
        for name, one in found.get("groups", {}).items()
    ]


def more(found: Mapping[str, Any], region: Region) -> list[str]:
    """What one more of something brings, in sentences; what brings nobody more into work is left out."""
    sentences = []
    for one in found.get("more", ()):
        if one["placed"] <= 0:
            continue
        told = {"what": _what_more(one, region), "n": one["placed"]}
        sentences.append(
            ngettext(
                "%(what)s more: %(n)s person more is placed.",
                "%(what)s more: %(n)s people more are placed.",
                one["placed"],
            )
            % told
        )
    return sentences


def _what_more(one: Mapping[str, Any], region: Region) -> str:
    if one["kind"] == "opening":
        return _("One place at “%(title)s”") % {"title": opening_title(region, one["id"])}
    if one["kind"] == "edition":
        return _("One seat at “%(title)s”") % {"title": edition_title(region, one["id"])}
    if one["kind"] == "budget":
        return _("%(amount)s for courses") % {"amount": words.euros(one["amount"], 0)}
    return _("%(n)s hours of guidance") % {"n": words.plain(one["amount"])}


def asked(asked_for: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a plan was asked with, to lay beside another."""
    none, fair = "–", asked_for.get("fair")
    money, hours, least = (asked_for.get(name) for name in ("budget", "guidance", "least"))
    weights = asked_for.get("weights", {})
    return [
        (_("Money for courses, in euros"), none if money is None else words.euros(money, 0)),
        (_("Hours of guidance"), none if hours is None else words.plain(hours)),
        (_("A course runs from so many people"), none if least is None else words.plain(least)),
        (_("Behind at most, in points"), none if fair is None else words.plain(round(100 * fair, 1))),
        (
            _("Weights: income, fit, cost, staying"),
            " · ".join(
                words.plain(weights[one]) for one in ("income", "fit", "cost", "change") if one in weights
            ),
        ),
    ]


def free_limits(found: Mapping[str, Any], region: Region) -> list[str]:
    """The constraints that keep nobody from a place."""
    return [_constraint(one["constraint"], region) for one in found.get("costs", ()) if one["placed"] <= 0]


def costs(found: Mapping[str, Any], region: Region) -> list[tuple[str, str]]:
    """What each constraint costs: without it, so many people more have a place; the dearest first."""
    dear = [one for one in found.get("costs", ()) if one["placed"] > 0]
    rows = sorted(dear, key=lambda one: -one["placed"])
    return [
        (
            _constraint(one["constraint"], region),
            ngettext("%(n)s person more", "%(n)s people more", one["placed"])
            % {"n": words.number(one["placed"])},
        )
        for one in rows
    ]


def _constraint(name: str, region: Region) -> str:
    kind, _colon, id_ = name.partition(":")
    said_of = {
        "places": _("How many people openings take"),
        "seats": _("How many people courses take"),
        "least": _("The least number of a course"),
        "guidance": _("Hours of guidance"),
        "travel": _("How far people want to travel"),
        "income": _("What people want to earn"),
        "papers": _("Legal papers"),
        "dates": _("How long work waits"),
        "forbidden": _("What was ruled out by hand"),
        "course": _("That no course teaches it"),
        "hours": _("Hours people want to work"),
        "kind": _("Kinds of place people want"),
        "fairness": _("That no occupation falls behind"),
    }
    if kind == "budget":
        return _("Money: %(source)s") % {"source": source_title(region, id_)}
    return said_of.get(kind, kind)


def source_title(region: Region, id_: str) -> str:
    """What a source of money is called."""
    row = region.records.instruments.get(id_)
    return said(row.label) if row else _("Social plan")


def limits(found: Mapping[str, Any], region: Region) -> list[tuple[str, str, int]]:
    """What there was and how much of it the plan takes: label, in words, percent."""
    told = []
    for one in found.get("limits", ()):
        money = one["kind"] == "budget"
        label = source_title(region, one["id"]) if money else _("Hours of guidance")
        used, most = (
            (words.euros(one["used"], 0), words.euros(one["most"], 0))
            if money
            else (words.plain(round(one["used"])), words.plain(one["most"]))
        )
        share = min(100, round(100 * one["used"] / one["most"])) if one["most"] else 100
        told.append((label, _("%(used)s of %(most)s") % {"used": used, "most": most}, share))
    return told


def limit_title(limit: Limit, region: Region) -> str:
    """What something of which there is so much is called."""
    return source_title(region, limit.id) if limit.kind == "budget" else _("Hours of guidance")


def too_little(limit: Limit, takes: float) -> str:
    """That there is too little of something for who is fixed by hand, and how much it would take."""
    if limit.kind == "budget":
        told = {"takes": words.euros(math.ceil(takes), 0), "most": words.euros(limit.most, 0)}
        return (
            _("Who you fixed takes %(takes)s, and there is %(most)s. Make it more, or take somebody back.")
            % told
        )
    told = {"takes": words.plain(math.ceil(takes)), "most": words.plain(limit.most)}
    return (
        _("Who you fixed takes %(takes)s hours, and there are %(most)s. Make it more, or take somebody back.")
        % told
    )


def opening_title(region: Region, opening: str) -> str:
    """What an opening is called, with who offers it."""
    row = region.records.openings.get(opening)
    if row is None:
        return opening
    return f"{said(row.title)} ({region.records.organisations[row.organisation].name})"


def edition_title(region: Region, edition: str) -> str:
    """What a course is called, with its first day."""
    row = region.records.editions.get(edition)
    if row is None:
        return edition
    return f"{said(region.records.courses[row.course].title)}, {words.short_day_year(row.starts_on)}"


def reason_said(reason: str) -> str:
    """What stands in the way of another option."""
    kind = reason.split(":", 1)[0]
    return {
        "worth-less": _("it is worth less by the weights"),
        "worth-nothing": _("it costs more than it brings by the weights"),
        "opening-full": _("the place is taken by somebody who gains more by it"),
        "edition-full": _("the course is full"),
        "edition-does-not-run": _("too few people for the course"),
        "budget": _("the money is used up"),
        "guidance": _("the hours of guidance are used up"),
        "others-need-it": _("others gain more by what it takes"),
    }.get(kind, reason)


def crowded(other: Mapping[str, Any]) -> str:
    """How many could go to an opening, and for how many it is; empty where all fit, or it is not known."""
    could, places = other.get("people", 0), other.get("places", 0)
    if could <= places:
        return ""
    there = ngettext("there is %(n)s place", "there are %(n)s places", places) % {"n": words.number(places)}
    people = _("%(n)s people could go here") % {"n": words.number(could)}
    return f"{people}, {there}"


def bars_said(bars: Mapping[str, int]) -> list[str]:
    """What rules ways out beforehand, with how many."""
    sentences = {
        "travel": _("too far to travel"),
        "income": _("pays less than the wish"),
        "papers": _("needs a paper that is not held"),
        "dates": _("the course ends too late"),
        "forbidden": _("ruled out by the adviser or by themselves"),
        "course": _("no course teaches what is missing"),
        "hours": _("other hours than wished"),
        "kind": _("another kind of place than wished"),
    }
    return [f"{sentences.get(bar, bar)}: {n}" for bar, n in sorted(bars.items(), key=lambda pair: -pair[1])]


def in_the_way(why: Mapping[str, Any], region: Region) -> str:
    """What keeps somebody from a place: the reason, and how many could go to the best one there was."""
    others, bars = why.get("others", []), why.get("bars", {})
    if others:
        reason, crowd = _("There is a way, but %(reason)s.") % {"reason": reason_said(others[0]["reason"])}, ""
        if crowded(others[0]):
            crowd = f" “{opening_title(region, others[0]['opening'])}”: {crowded(others[0])}."
        return reason + crowd
    if bars:
        return _("Ways there are, but each is ruled out: %(bars)s.") % {"bars": "; ".join(bars_said(bars))}
    return _("No opening fits now or is one step away.")


def way_of(line: Any, region: Region) -> dict[str, Any]:
    """Somebody's line of a plan in words."""
    return {
        "line": line,
        "to": opening_title(region, line.opening) if line.opening else "",
        "by": edition_title(region, line.edition) if line.edition else "",
        "income": words.more_or_less(line.income) if line.opening else "",
        "fit": words.share(line.fit) if line.opening else "",
        "why": "" if line.opening else in_the_way(line.why, region),
        "others": [
            {
                "opening": one["opening"],
                "edition": one["edition"],
                "to": opening_title(region, one["opening"]),
                "by": edition_title(region, one["edition"]) if one["edition"] else "",
                "reason": reason_said(one["reason"]),
                "crowd": crowded(one),
            }
            for one in line.why.get("others", [])
        ],
        "bars": bars_said(line.why.get("bars", {})),
    }


def flows(pairs: Iterable[tuple[str, str]], region: Region, language: str) -> Flows:
    """Who goes from which occupation to which: `pairs` of an occupation and an opening."""
    openings = region.records.openings
    counted = Counter(
        (_occupation(region, before, language), _occupation(region, openings[opening].occupation, language))
        for before, opening in pairs
        if opening in openings
    )
    rows = tuple(
        (before, after, n) for (before, after), n in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    )
    drawn = _gathered(counted)
    total = sum(drawn.values()) or 1
    left, right = _side(drawn, 0, total), _side(drawn, 1, total)
    nodes = (*left.values(), *right.values())
    high = max((node.y + max(node.height, 14.0) for node in nodes), default=0.0) + 10
    bands = tuple(_bands(drawn, left, right, total))
    return Flows(tuple(left.values()), tuple(right.values()), bands, rows, round(high, 1))


def _occupation(region: Region, id_: str, language: str) -> str:
    if id_ in region.taxonomy.occupation_index:
        return region.occupation_label(id_, language)
    return _("from a passport")


def _gathered(counted: Counter[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The same with small occupations taken together, so that the drawing can be read."""
    sides = [Counter[str](), Counter[str]()]
    for pair, n in counted.items():
        for side, name in zip(sides, pair, strict=True):
            side[name] += n
    kept = [{name for name, _n in side.most_common(FLOWS_AT_MOST)} for side in sides]
    drawn: Counter[tuple[str, str]] = Counter()
    for (before, after), n in counted.items():
        drawn[before if before in kept[0] else _("others"), after if after in kept[1] else _("others")] += n
    return dict(sorted(drawn.items()))


def _side(drawn: Mapping[tuple[str, str], int], side: int, total: int) -> dict[str, Node]:
    sizes: Counter[str] = Counter()
    for pair, n in drawn.items():
        sizes[pair[side]] += n
    y, nodes = 10.0, {}
    rest = _("others")  # last, however many they are: what has a name comes first
    for name, n in sorted(sizes.items(), key=lambda one: (one[0] == rest, -one[1], one[0])):
        height = max(_HIGH * n / total, 2.0)
        nodes[name] = Node(name, n, round(y, 1), round(height, 1), round(y + height / 2, 1))
        y += max(height, 14.0) + _GAP
    return nodes


def _bands(
    drawn: Mapping[tuple[str, str], int], left: Mapping[str, Node], right: Mapping[str, Node], total: int
) -> Iterator[Flow]:
    from_y = {name: node.y for name, node in left.items()}
    to_y = {name: node.y for name, node in right.items()}
    for (before, after), n in sorted(drawn.items(), key=lambda one: (left[one[0][0]].y, right[one[0][1]].y)):
        wide = max(_HIGH * n / total, 1.0)
        first, last = from_y[before] + wide / 2, to_y[after] + wide / 2
        from_y[before] += wide
        to_y[after] += wide
        path = f"M250 {first:.1f}C380 {first:.1f} 420 {last:.1f} 550 {last:.1f}"
        yield Flow(before, after, n, path, round(wide, 1))
