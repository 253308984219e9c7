# SPDX-License-Identifier: EUPL-1.2
"""The second step: which skills were read in the words, and what the person makes of them."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from overstap.engine.matching.model import SHOWN, WEIGHT, Evidence
from overstap.engine.region.region import Region
from overstap.engine.skills.taxonomy import Importance, SkillKind, description_in
from overstap.web import words
from overstap.web.asking import Visit, page
from overstap.web.planner.presenters.matches import sector_of
from overstap.web.planner.presenters.recognised import Reading, occupation_titled, pieces, reasons
from overstap.web.planner.trip import Trip
from overstap.web.templatetags.overstap import has_page, said

FOUND_AT_MOST = 8
MOST_ASKED = 14
"""Skills offered to begin with to who has none yet."""
FEW_SKILLS = 3
"""With fewer skills than this nearly nothing fits, so which work is meant is asked before going on."""
USUAL_AT_MOST = 40
"""Usual skills offered of an occupation: ESCO asks up to a hundred, more than anyone goes through."""


@require_http_methods(["GET", "HEAD", "POST"])
@page
def my_skills(visit: Visit) -> HttpResponse:
    """Shows the skills; a POST changes one thing and comes back, or looks up what was typed."""
    request, trip = visit.request, visit.trip
    if trip is None:
        return _to_front(visit)
    posted = request.POST
    if request.method != "POST":
        return visit.render("web/planner/skills.html", _page(visit, trip))
    if "find" in posted:
        return visit.render("web/planner/skills.html", {**_page(visit, trip), **_found(visit)})
    if "title" in posted and not _name_occupation(visit, trip):
        unknown = {"unknown_title": posted["title"][:80], "said_back": _("We do not know that occupation.")}
        return visit.render("web/planner/skills.html", {**_page(visit, trip), **unknown})
    asked = _work_to_ask_after(visit, trip)
    if asked:
        return visit.render(
            "web/planner/skills.html",
            {**_page(visit, trip), "work_asked": asked, "said_back": asked, "focus": "meant"},
        )
    chosen = _other_work_chosen(visit, trip)
    said_back = _change(visit, trip)
    visit.keep(trip)
    if "go" in posted and not (chosen and trip.occupation):
        return redirect("my-journeys" if posted["go"] == "journeys" else "my-work")
    if request.headers.get("HX-Request") or "go" in posted:
        told = {"said_back": said_back, "focus": _focus(posted)}
        return visit.render("web/planner/skills.html", {**_page(visit, trip), **told})
    return redirect("my-skills")


@require_POST
@page
def suggest(visit: Visit) -> HttpResponse:
    """Skills for what is being typed, as a fragment."""
    if visit.trip is None:
        return _to_front(visit)
    return visit.render("web/planner/parts/found.html", _found(visit))


def _to_front(visit: Visit) -> HttpResponse:
    """To the front page, also for a script: that would put the front page inside this one."""
    if visit.request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("front")})
    return redirect("front")


def _work_to_ask_after(visit: Visit, trip: Trip) -> str:
    """What to ask when going on without work would end at nothing; empty when there is nothing to ask."""
    posted = visit.request.POST
    if "occupation" in posted:
        return ""
    if "choose" in posted:
        return _("Choose your work first.")
    open_question = not trip.occupation and not trip.occupation_settled
    few = len(trip.skills) < FEW_SKILLS
    if "go" in posted and "add" not in posted and open_question and few and visit.reading(trip).occupations:
        return _("Is one of these your work? Choose it, or choose “None of these”.")
    return ""


def _other_work_chosen(visit: Visit, trip: Trip) -> bool:
    """Whether other work was chosen than the one whose usual skills were shown: their ticks don't count."""
    posted = visit.request.POST
    return "occupation" in posted and posted["occupation"] != posted.get("usual_of", trip.occupation)


def _focus(posted: QueryDict) -> str:
    """The part of the page to go on from, after what was pressed; a change of one skill stays where it is."""
    if "choose" in posted or "title" in posted or "go" in posted:
        return "usual"
    return next((part for pressed, part in _PARTS.items() if pressed in posted), "")


_PARTS = {"take_usual": "yours", "begin": "yours", "papers": "papers"}


def _change(visit: Visit, trip: Trip) -> str:
    """Carries out what was pressed, and says what happened."""
    posted = visit.request.POST
    known = visit.region.taxonomy.skill_index
    for action, change in _CHANGES.items():
        skill = posted.get(action, "")
        if skill in known:
            change(trip, skill)
            return _SAID[action]() % {"skill": visit.label(skill)}
    if "drop_proof" in posted or "drop_language" in posted:
        return _drop_from_file(trip, posted)
    if "title" in posted:
        return _usual_below(visit, trip)
    goes_on = "take_usual" in posted or "go" in posted
    if "occupation" in posted and (_other_work_chosen(visit, trip) or not goes_on):
        return _choose_occupation(visit, trip, posted["occupation"])
    if "take_usual" in posted or "usual" in posted:
        return _take_usual(visit, trip)
    if "begin" in posted:
        ticked = [skill for skill in posted.getlist("begin_with") if skill in known]
        for skill in ticked:
            trip.keep(skill)
        return _("%(n)s skills added.") % {"n": len(ticked)}
    if "papers" in posted:
        asked = visit.region.records.certificates
        trip.keep_papers([paper for paper in posted.getlist("certificate") if paper in asked])
        return _("Your papers are kept.")
    return ""


def _drop_from_file(trip: Trip, posted: QueryDict) -> str:
    """Takes something out of a file away again; the skills read in it stay, to drop one by one."""
    trip.languages.pop(posted.get("drop_language", ""), None)
    at = posted.get("drop_proof", "")
    if at.isdecimal() and int(at) < len(trip.proofs):
        del trip.proofs[int(at)]
    return _("It is gone.")


_CHANGES = {
    "add": lambda trip, skill: trip.keep(skill),
    "drop": lambda trip, skill: trip.drop(skill),
    "raise": lambda trip, skill: trip.keep(skill, Evidence.CERTIFIED),
    "lower": lambda trip, skill: trip.keep(skill, Evidence.CLAIMED),
    "restore": lambda trip, skill: trip.keep(skill),
}
_SAID = {
    "add": lambda: _("“%(skill)s” is added."),
    "drop": lambda: _("“%(skill)s” is gone and stays away."),
    "raise": lambda: _("“%(skill)s”: you can show it."),
    "lower": lambda: _("“%(skill)s”: on your word."),
    "restore": lambda: _("“%(skill)s” is back."),
}


def _take_usual(visit: Visit, trip: Trip) -> str:
    """Takes in the usual skills that were ticked, or all that are offered."""
    posted = visit.request.POST
    offered = [one["id"] for one in _usual(visit, trip)]
    wanted = offered if posted.get("take_usual") == "all" else posted.getlist("usual")
    ticked = [skill for skill in wanted if skill in offered]
    for skill in ticked:
        trip.keep(skill, Evidence.INFERRED)
    trip.usual_weighed = trip.occupation
    return _("%(n)s skills from your work taken in.") % {"n": len(ticked)}


def _name_occupation(visit: Visit, trip: Trip) -> bool:
    """Takes an occupation by its title; false when we know none by it."""
    title = visit.request.POST["title"].strip()[:200]
    occupation = occupation_titled(visit.region, title, visit.language, of_region=False)
    if occupation:
        _choose_occupation(visit, trip, occupation)
    return bool(occupation)


def _choose_occupation(visit: Visit, trip: Trip, occupation: str) -> str:
    trip.occupation_settled = occupation != ""
    trip.occupation = occupation if occupation in visit.region.taxonomy.occupation_index else ""
    return _usual_below(visit, trip)


def _usual_below(visit: Visit, trip: Trip) -> str:
    if not trip.occupation:
        return ""
    return _("Below are the usual skills of “%(occupation)s”.") % {
        "occupation": visit.region.occupation_label(trip.occupation, visit.language)
    }


def _page(visit: Visit, trip: Trip) -> dict[str, Any]:
    region, known = visit.region, visit.region.taxonomy.skill_index
    reading = visit.reading(trip)
    why = reasons(reading.marks)
    chips = [_chip(visit, skill, evidence, why) for skill, evidence in trip.skills.items()]
    usual = _usual(visit, trip)
    return {
        "step": 2,
        "said_back": "",
        "focus": "",
        "work_asked": "",
        "unknown_title": "",
        "titles": sorted(said(row.label) for row in region.records.occupations.values()),
        "typed": "",
        "found": [],
        "looked": False,
        "mine": trip,
        "pieces": pieces(
            trip.text,
            (*reading.marks, *reading.papers),
            {*trip.skills, *trip.certificates},
            partial(_label, visit),
        ),
        "chips": sorted(chips, key=lambda chip: (chip["id"] not in why, chip["label"].casefold())),
        "dropped": [(skill, visit.label(skill)) for skill in trip.dropped if skill in known],
        "occupations": _occupations(region, trip, reading),
        "usual": usual,
        "counted": len(chips) + sum(one["ticked"] for one in usual),
        "papers": _papers(region, trip, reading),
        "languages": [(code, words.language_name(code), level) for code, level in trip.languages.items()],
        "begin_with": [] if chips or usual else _most_asked(visit, trip),
    }


def _label(visit: Visit, read: str) -> str:
    """What a skill or a paper that was read is called."""
    if read in visit.region.records.certificates:
        return visit.region.certificate_label(read, visit.language)
    return visit.label(read)


def _chip(visit: Visit, skill: str, evidence: str, why: dict[str, str]) -> dict[str, Any]:
    stands = Evidence(evidence)
    return {
        "id": skill,
        "label": visit.label(skill),
        "page": skill if has_page(skill) else "",
        "why": why.get(skill, ""),
        "evidence": words.EVIDENCES[stands],
        "shown": stands in SHOWN,
    }


def _occupations(region: Region, trip: Trip, reading: Reading) -> list[dict[str, Any]]:
    meant = [one for one in reading.occupations if one in region.taxonomy.occupation_index]
    if trip.occupation and trip.occupation not in meant:
        meant.insert(0, trip.occupation)
    language = words.language()
    return [
        {
            "id": occupation,
            "label": region.occupation_label(occupation, language),
            "description": description_in(region.taxonomy.occupation(occupation).words, language),
            # Work outside the region has no line here.
            "sector": sector_of(region, occupation) if occupation in region.records.occupations else None,
            "chosen": occupation == trip.occupation,
        }
        for occupation in meant
    ]


def _usual(visit: Visit, trip: Trip) -> list[dict[str, Any]]:
    """The usual skills of the chosen occupation that are not held and were not dropped, heaviest first.

    The first time they are ticked beforehand: who has done the work can do most of it, and unticking is less
    work than ticking. What is only nice to have is left to tick.
    """
    if not trip.occupation:
        return []
    demands = visit.region.taxonomy.occupation(trip.occupation).demands
    heaviest_first = sorted(demands, key=lambda demand: -WEIGHT[demand.importance])[:USUAL_AT_MOST]
    fresh = trip.usual_weighed != trip.occupation
    return [
        {
            "id": demand.skill,
            "label": visit.label(demand.skill),
            "ticked": fresh and demand.importance is not Importance.NICE,
        }
        for demand in heaviest_first
        if demand.skill not in trip.skills and demand.skill not in trip.dropped
    ]


def _papers(region: Region, trip: Trip, reading: Reading) -> list[dict[str, Any]]:
    """Papers one must have beforehand; what comes with the job stops nobody, so it is not asked."""
    certificates = region.records.certificates.values()
    named = {paper.skill: trip.text[paper.start : paper.end] for paper in reading.papers}
    return [
        {"row": paper, "held": paper.id in trip.certificates, "named": named.get(paper.id, "")}
        for paper in certificates
        if not paper.on_hiring or paper.id in trip.certificates
    ]


def _most_asked(visit: Visit, trip: Trip) -> list[tuple[str, str]]:
    """What most work of the region asks; much of it people know from home, school or a club as well."""
    taxonomy = visit.region.taxonomy
    asked = Counter(
        demand.skill for one in visit.region.records.occupations for demand in taxonomy.occupation(one).demands
    )
    kinds = (SkillKind.SKILL, SkillKind.LANGUAGE)
    fitting = [one for one, _times in asked.most_common() if taxonomy.skill(one).kind in kinds]
    return [(one, visit.label(one)) for one in fitting if one not in trip.dropped][:MOST_ASKED]


def _found(visit: Visit) -> dict[str, Any]:
    typed = visit.request.POST.get("typed", "").strip()[:80]
    held = visit.trip.skills if visit.trip else {}
    found = visit.region.find_skills(typed, visit.language, FOUND_AT_MOST) if typed else ()
    results = [(one.skill, visit.label(one.skill)) for one in found if one.skill not in held]
    return {"typed": typed, "found": results, "looked": bool(typed)}
