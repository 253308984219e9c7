# SPDX-License-Identifier: EUPL-1.2
"""A plan explained to one person: why this one, what else, what stands in the way and what would help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overstap.engine.region.region import Region
from overstap.web import words
from overstap.web.mobility.presenters.plan import edition_title, in_the_way, opening_title, reason_said

_EURO = 1.0
_POINT = 0.02
"""Differences smaller than these are none to somebody: an euro a month, two points of a hundred of fit."""


@dataclass(frozen=True)
class Told:
    """What a plan says of somebody, in sentences. `why` this one; `facts` of it, label and value."""

    facts: tuple[tuple[str, str], ...]
    why: tuple[str, ...]
    helps: tuple[str, ...]


def told_of(line: Any, region: Region, language: str, *, to_them: bool = False) -> Told:
    """The sentences of somebody's line: to themselves, or to who advises them."""
    if line.opening:
        return Told(tuple(facts(line, region, language)), tuple(_why_this(line, region, to_them)), ())
    return Told((), (in_the_way(line.why, region),), tuple(_helps(line.why, region, language)))


def facts(line: Any, region: Region, language: str) -> Iterator[tuple[str, str]]:
    """What there is to know of a place."""
    why, row = line.why, region.records.openings.get(line.opening)
    yield _("How"), kind_said(why.get("kind", "course" if line.edition else "direct"))
    gap = why.get("gap", "")
    if gap and gap in region.taxonomy.skill_index:
        yield _("You learn"), region.skill_label(gap, language)
    yield _("How well it fits"), words.share(line.fit)
    yield _("Income a month"), words.more_or_less(line.income)
    if row is not None:
        place = region.records.places[row.place].label
        km = why.get("km")
        yield (
            _("Where"),
            place if km is None else _("%(place)s, %(km)s km") % {"place": place, "km": words.plain(km)},
        )
        if row.starts_on:
            yield _("From"), words.day(row.starts_on)
    if line.cost:
        paid = {"cost": words.euros(line.cost, 0)}
        yield _("The course costs"), _("%(cost)s, not paid by the person") % paid


def kind_said(kind: str) -> str:
    """How somebody comes in a place."""
    return {
        "direct": _("Directly"),
        "trial": _("By a trial place: first trying out, both sides decide after it"),
        "course": _("By a course that closes what is missing"),
    }.get(kind, kind)


def _why_this(line: Any, region: Region, to_them: bool) -> Iterator[str]:
    """Against the others: what is better for the person, and what goes to somebody else."""
    others, own = line.why.get("others", []), line.why.get("worth")
    if not others:
        yield _("There is no other way that is possible now.")
        return
    better = [one for one in others if own is not None and one.get("worth", 0.0) > own]
    if better:
        told = {"to": opening_title(region, better[0]["opening"]), "reason": reason_said(better[0]["reason"])}
        yield (
            _("On its own, “%(to)s” would be worth more, but %(reason)s. Of what is left this is the best.")
            % told
        )
    elif to_them:
        yield _("Of all that is possible this is the best for you, by what counts in the plan.")
    else:
        yield _("Of all that is possible this is the best for this person, by the weights of the plan.")


def against(line: Any, other: Mapping[str, Any]) -> str:
    """How another way differs from the one in the plan, in a few words; empty when nothing is known."""
    if "worth" not in other:
        return ""
    parts: list[str] = []
    fit = other.get("lasting", 0.0) - line.why.get("lasting", line.fit) if line.opening else 0.0
    if line.opening and abs(fit) > _POINT:
        points = {"n": round(abs(fit) * 100)}
        parts.append(
            _("fits %(n)s points better") % points if fit > 0 else _("fits %(n)s points less") % points
        )
    if not line.opening:
        parts.append(_("fits for %(share)s") % {"share": words.share(other.get("fit", 0.0))})
    income = other.get("income", 0.0) - (line.income if line.opening else 0.0)
    if abs(income) > _EURO:
        parts.append(_("income a month: %(amount)s") % {"amount": words.more_or_less(income)})
    if other.get("km") is not None:
        parts.append(_("%(km)s km away") % {"km": words.plain(other["km"])})
    return "; ".join(parts)


def _helps(why: Mapping[str, Any], region: Region, language: str) -> Iterator[str]:
    for one in why.get("helps", []):
        row = region.records.openings.get(one["opening"])
        if row is None:
            continue
        told = {"to": opening_title(region, one["opening"]), "n": one["openings"]}
        about = _help(one, row, region, language)
        if about:
            more = one["openings"] - 1
            rest = ngettext("and %(n)s more place", "and %(n)s more places", more) % {"n": more} if more else ""
            yield about % told + (f" ({rest})" if rest else "") + "."
    for one in why.get("others", []):
        if one["reason"] == "opening-full":
            yield _("One more place at “%(to)s”.") % {"to": opening_title(region, one["opening"])}
            return
        if one["reason"] in ("edition-full", "edition-does-not-run") and one["edition"]:
            told = {"course": edition_title(region, one["edition"])}
            full = one["reason"] == "edition-full"
            yield (
                _("One more seat at “%(course)s”.") if full else _("A few more people for “%(course)s”.")
            ) % told
            return


def _help(one: Mapping[str, Any], row: Any, region: Region, language: str) -> str:
    bar = one["bar"]
    if bar == "travel":
        km = words.plain(round(one["km"] or 0.0))
        return _("Travelling up to %(km)s km: then “%%(to)s” is possible") % {"km": km}
    if bar == "income":
        there = words.euros(one["there"], 0)
        return _("Less pay: “%%(to)s” pays about %(amount)s a month") % {"amount": there}
    if bar == "hours":
        hours = {"low": words.plain(row.hours_low), "high": words.plain(row.hours_high)}
        return _("Other hours: “%%(to)s” takes %(low)s to %(high)s a week") % hours
    if bar == "course":
        gap = one.get("gap", "")
        known = gap in region.taxonomy.skill_index
        skill = region.skill_label(gap, language) if known else ""
        if skill:
            return _("A course that teaches “%(skill)s”: then “%%(to)s” is possible") % {"skill": skill}
        return _("A course for what is missing: then “%(to)s” is possible")
    return {
        "dates": _("An employer who waits longer: “%(to)s”"),
        "kind": _("Another kind of place: “%(to)s”"),
        "papers": _("The legal paper that “%(to)s” asks"),
    }.get(bar, "")
