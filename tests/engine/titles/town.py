# SPDX-License-Identifier: EUPL-1.2
"""A small taxonomy of occupations for these tests, a line each."""

from __future__ import annotations

from overstap.engine.skills.taxonomy import (
    Demand,
    Importance,
    Occupation,
    Skill,
    SkillKind,
    Taxonomy,
    Words,
)

# id, ISCO-08, Dutch labels, English labels, skill
_LINES = """
bank-clerk|4211|baliemedewerker bank;bankbediende;loketbediende|bank teller;bank clerk|cash
receptionist|4226|receptionist;baliemedewerker;receptioniste|receptionist;front desk clerk|greet
icu-nurse|2221|IC-verpleegkundige;verpleegkundige intensive care|intensive care nurse|nursing
nurse|2221|verpleegkundige;verpleegster;ziekenverpleger|nurse;registered nurse|nursing
vet-nurse|3240|dierenverpleegkundige;dierenartsassistent|veterinary nurse|animals
boiler-fitter|7126|monteur verwarmingsinstallaties;cv-monteur|boiler fitter;heating engineer|heating
electrician|7411|elektricien;elektromonteur|electrician|wiring
forklift|8344|heftruckchauffeur;bestuurder heftruck|forklift driver|driving
truck|8332|vrachtwagenchauffeur;chauffeur vrachtwagen|truck driver;lorry driver|driving
teacher|2341|leraar basisonderwijs;lerares basisonderwijs|primary school teacher|teaching
teacher-secondary|2330|leraar voortgezet onderwijs|secondary school teacher|teaching
cashier|5230|kassamedewerker;caissière|cashier|cash
seller|5223|verkoper;verkoopster;winkelmedewerker|shop assistant|selling
cook|5120|kok;keukenchef|cook;chef|cooking
baker|7512|bakker;broodbakker|baker|baking
cleaner|9112|schoonmaker;schoonmaakster|cleaner|cleaning
window-cleaner|9123|glazenwasser|window cleaner|cleaning
developer|2512|softwareontwikkelaar;programmeur|software developer|code
manager|1420|bedrijfsleider winkel;winkelmanager|shop manager|leading
director|1120|directeur;directrice|managing director|leading
"""

_SKILLS = (
    "cash greet nursing animals heating wiring driving teaching selling cooking baking cleaning code leading"
)


def town() -> Taxonomy:
    """Twenty occupations in Dutch and English."""
    rows = [line.split("|") for line in _LINES.strip().splitlines()]
    occupations = [
        Occupation(
            id_,
            {"nl": _words(dutch), "en": _words(english)},
            isco,
            (Demand(skill, Importance.MUST),),
        )
        for id_, isco, dutch, english, skill in rows
    ]
    skills = [Skill(skill, SkillKind.SKILL, {"en": Words(skill)}) for skill in _SKILLS.split()]
    return Taxonomy("town", "1", ("nl", "en"), tuple(skills), occupations=tuple(occupations))


def _words(labels: str) -> Words:
    first, *others = labels.split(";")
    return Words(first, tuple(others))
