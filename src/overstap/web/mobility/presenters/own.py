# SPDX-License-Identifier: EUPL-1.2
"""What a plan proposes to somebody, in words to themselves, with what they said of it."""

from __future__ import annotations

from typing import Any

from overstap.apps.mobility import answers
from overstap.apps.mobility.enums import Rule
from overstap.engine.region.region import Region
from overstap.web.mobility.presenters.plan import edition_title, opening_title, way_of
from overstap.web.mobility.presenters.why import against, told_of


def proposal_to(person: Any, region: Region, language: str) -> dict[str, Any]:
    """What the plan that was shown last says to somebody; without one, only whose case it is."""
    line = answers.shown_line(person)
    rules = {one.opening: one for one in answers.rules_of(person)}
    told: dict[str, Any] = {"person": person, "case": person.case, "line": line, "said": None}
    told["answers"] = [
        {"opening": one.opening, "to": opening_title(region, one.opening), "wished": one.rule == Rule.WISHED}
        for one in rules.values()
        if one.by_person
    ]
    if line is None:
        return told
    way = way_of(line, region)
    told["said"] = told_of(line, region, language, to_them=True)
    told["way"] = _place(line.opening, line.edition, region, rules) if line.opening else None
    told["others"] = [
        _place(one["opening"], one["edition"], region, rules)
        | {"reason": said["reason"], "crowd": said["crowd"], "against": against(line, one)}
        for one, said in zip(line.why.get("others", []), way["others"], strict=True)
        if one["opening"] in region.records.openings and one["opening"] != line.opening
    ]
    return told


def within_reach(person: Any) -> dict[str, str]:
    """The openings somebody can answer to, each with the edition of its course (or empty): what the plan tells
    them, and what they answered before."""
    line = answers.shown_line(person)
    found = {one.opening: one.edition for one in answers.rules_of(person) if one.by_person}
    if line is None:
        return found
    found |= {one["opening"]: one["edition"] for one in line.why.get("others", [])}
    return found | ({line.opening: line.edition} if line.opening else {})


def _place(opening: str, edition: str, region: Region, rules: Any) -> dict[str, Any]:
    rule = rules.get(opening)
    return {
        "opening": opening,
        "to": opening_title(region, opening),
        "by": edition_title(region, edition) if edition else "",
        "there": opening in region.records.openings,
        "wished": rule is not None and rule.rule == Rule.WISHED,
        "refused": rule is not None and rule.by_person and rule.rule == Rule.FORBIDDEN,
        "locked": rule is not None and rule.rule == Rule.LOCKED,
    }
