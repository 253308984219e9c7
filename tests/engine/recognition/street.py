# SPDX-License-Identifier: EUPL-1.2
"""A small skills language in our own words, big enough to be mistaken in."""

from __future__ import annotations

from overstap.engine.skills.taxonomy import Skill, SkillKind, Taxonomy, Words

_ESCO = "http://data.europa.eu/esco/skill/"

# id; Dutch label | others; English label | others; ESCO concept
_SKILLS = """
phone; telefoon aannemen | telefoongesprekken voeren; answer the telephone | take phone calls
weld; lassen | metaal lassen; weld metal | welding
clean; ruimtes schoonmaken | schoonmaken; clean rooms | cleaning
shelves; schappen bijvullen; fill shelves | stock shelves; 7e9daad3-8604-4839-af9b-dc6f8db3ef68
till; kassa bedienen; operate a cash register; 0cb013af-6dd9-4fb2-b34e-63dda1a5cf82
forklift; heftruck rijden; drive a forklift
drive; autorijden | auto besturen; drive a car | driving licence
books; boekhouding voeren | boekhouden; keep accounts | bookkeeping
teach-talk; communicatie onderwijzen; teach communication
talk; duidelijk communiceren; communicate clearly
team; samenwerken in een team; work in a team
mortgage; hypotheekaanvragen beoordelen; assess mortgage applications
care; ouderen verzorgen; care for elderly people
cook; maaltijden koken; cook meals
plan; roosters maken; draw up staff rosters
translate; teksten vertalen; translate texts
java; Java (programmeren); Java (programming)
garden; tuinen onderhouden; maintain gardens
bake; brood bakken; bake bread
paint; muren schilderen; paint walls
"""


def street() -> Taxonomy:
    """Twenty skills with a description that says the label again in a sentence."""
    return Taxonomy("street", "1", ("nl", "en"), tuple(_skill(line) for line in _SKILLS.strip().splitlines()))


def _skill(line: str) -> Skill:
    name, dutch, english, *uri = (part.strip() for part in line.split(";"))
    words = {"nl": _words(dutch), "en": _words(english)}
    return Skill(name, SkillKind.SKILL, words, uri=_ESCO + uri[0] if uri else "")


def _words(labels: str) -> Words:
    first, *others = (label.strip() for label in labels.split("|"))
    return Words(first, tuple(others))
