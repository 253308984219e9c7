# SPDX-License-Identifier: EUPL-1.2
"""The sentences that journeys are told in, in Dutch (level B1) and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from overstap.engine.journeys.model import Best, Meanwhile, WaitFor


@dataclass(frozen=True, slots=True)
class Phrases:
    """The parts of the sentences in one language."""

    joiner: str
    more: str
    week: str
    weeks: str
    months: str
    month_names: tuple[str, ...]
    title: str
    drop_until: str
    drop_for_good: str
    drop_unknown: str
    arrives: str
    learned: str
    costs: str
    costs_nothing: str
    lowest: str
    study: str
    no_study: str
    already: str
    learns: str
    course: str
    courses: str
    papers_only: str
    over: str
    taught: str
    study_leg: str
    paid: str
    work_leg: str
    learning_until: str
    later: str
    change_leg: str
    still_missing: str
    attitudes: str
    on_hiring: str
    wait_leg: str
    waiting: Mapping[WaitFor, str]
    meanwhile: Mapping[Meanwhile, str]
    best_at: Mapping[Best, str]


PHRASES = {
    "nl": Phrases(
        joiner="en",
        more="nog {n}",
        week="1 week",
        weeks="{n} weken",
        months="{n} maanden",
        month_names=(
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ),
        title="{work}, over {time}",
        drop_until="Je inkomen daalt onderweg: op het laagst {amount} bruto per maand minder dan nu. "
        "Vanaf {when} verdien je weer minstens wat je nu verdient.",
        drop_for_good="Je inkomen daalt: op het laagst {amount} bruto per maand minder dan nu. "
        "Binnen de jaren die we rekenen haal je dat niet in.",
        drop_unknown="We weten niet wat je nu verdient, dus niet of je inkomen daalt.",
        arrives="je begint op {day}",
        learned=" en bent opgeleid op {day}",
        costs="het kost je {amount}",
        costs_nothing="het kost je niets",
        lowest="je laagste inkomen is {amount} bruto per maand",
        study="je studeert samen {hours} uur",
        no_study="je hoeft niet te studeren",
        already="je kunt al {covered} van de {asked} dingen die dit werk vraagt",
        learns="je leert erbij in {courses}: {names}",
        course="één cursus",
        courses="{n} cursussen",
        papers_only="je haalt {names}",
        over="je werkt eerst als {names}",
        taught="je leert het vak terwijl je werkt",
        study_leg="{course}: van {start} tot {end}, {hours} uur per week. Het kost je {cost}.",
        paid="Daarvan is {amount} al afgetrokken: dat kan een regeling betalen. Kijk of je eraan voldoet.",
        work_leg="{work}, vanaf {start}: {hours} uur per week voor {amount} bruto per maand.",
        learning_until="Je wordt er opgeleid tot {when}.",
        later="Later kan dat {amount} worden.",
        change_leg="Overstap op {day} naar {work}: je kunt dan {covered} van de {asked} gevraagde dingen.",
        still_missing="Nog te leren: {names}.",
        attitudes="Het werk vraagt ook: {names}.",
        on_hiring="Regel je als je wordt aangenomen: {names}.",
        wait_leg="Tot {until}: {why}. {living}",
        waiting={
            WaitFor.COURSE: "je wacht tot de cursus begint",
            WaitFor.SEARCH: "je zoekt en solliciteert",
            WaitFor.START: "je wacht tot het werk begint",
            WaitFor.LAST_DAY: "je werkt tot je laatste werkdag",
            WaitFor.STAY: "je doet ervaring op",
        },
        meanwhile={
            Meanwhile.JOB: "Je hebt je loon.",
            Meanwhile.BENEFIT: "Je leeft van je uitkering (WW).",
            Meanwhile.NOTHING: "Let op: in die tijd komt er volgens onze gegevens niets binnen.",
        },
        best_at={
            Best.FASTEST: "Snelst",
            Best.CHEAPEST: "Goedkoopst",
            Best.NO_INCOME_DROP: "Geen inkomensval",
            Best.BEST_PAID: "Best betaald",
            Best.LEAST_STUDY: "Minste studie",
            Best.SAFEST: "Zekerst",
            Best.IN_BETWEEN: "Een andere weg",
        },
    ),
    "en": Phrases(
        joiner="and",
        more="{n} more",
        week="1 week",
        weeks="{n} weeks",
        months="{n} months",
        month_names=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        title="{work}, in {time}",
        drop_until="Your income drops on the way: at its lowest {amount} gross a month less than now. "
        "From {when} on you earn at least what you earn now.",
        drop_for_good="Your income drops: at its lowest {amount} gross a month less than now. "
        "Within the years we count you do not make up for that.",
        drop_unknown="We do not know what you earn now, so not whether your income drops.",
        arrives="you start on {day}",
        learned=" and are trained by {day}",
        costs="it costs you {amount}",
        costs_nothing="it costs you nothing",
        lowest="your lowest income is {amount} gross a month",
        study="you study {hours} hours in all",
        no_study="you need not study",
        already="you can already do {covered} of the {asked} things this work asks",
        learns="you learn in {courses}: {names}",
        course="one course",
        courses="{n} courses",
        papers_only="you get {names}",
        over="you first work as {names}",
        taught="you learn the trade while you work",
        study_leg="{course}: from {start} to {end}, {hours} hours a week. It costs you {cost}.",
        paid="{amount} is taken off already: an arrangement may pay that. Check that you qualify.",
        work_leg="{work}, from {start}: {hours} hours a week for {amount} gross a month.",
        learning_until="You are trained there until {when}.",
        later="Later that can become {amount}.",
        change_leg="Change on {day} to {work}: by then you can do {covered} of the {asked} things asked.",
        still_missing="Still to learn: {names}.",
        attitudes="The work also asks: {names}.",
        on_hiring="To be arranged once you are hired: {names}.",
        wait_leg="Until {until}: {why}. {living}",
        waiting={
            WaitFor.COURSE: "you wait for the course to start",
            WaitFor.SEARCH: "you search and apply",
            WaitFor.START: "you wait for the work to start",
            WaitFor.LAST_DAY: "you work until your last day",
            WaitFor.STAY: "you gain experience",
        },
        meanwhile={
            Meanwhile.JOB: "You have your pay.",
            Meanwhile.BENEFIT: "You live on your benefit (WW).",
            Meanwhile.NOTHING: "Mind: in that time nothing comes in, as far as we know.",
        },
        best_at={
            Best.FASTEST: "Fastest",
            Best.CHEAPEST: "Cheapest",
            Best.NO_INCOME_DROP: "No income drop",
            Best.BEST_PAID: "Best paid",
            Best.LEAST_STUDY: "Least study",
            Best.SAFEST: "Surest",
            Best.IN_BETWEEN: "Another way",
        },
    ),
}
