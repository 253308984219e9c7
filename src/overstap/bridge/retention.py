# SPDX-License-Identifier: EUPL-1.2
"""How long what is kept, and why: rules as data, each carried out by a task, by its owner or by an import.

The page on privacy and that of operators show this table. A test holds every field of every model to it: what
is written beside the model as its time must be what a rule here carries out, and the rules that go by the
clock are seen to remove what is over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from overstap.apps.accounts import actions as accounts
from overstap.apps.contacts import finding, lapsing, notices
from overstap.apps.events import actions as events
from overstap.apps.groups import actions as groups
from overstap.apps.guidance import actions as guidance
from overstap.apps.internships import actions as internships
from overstap.apps.journeys import actions as journeys
from overstap.apps.keeping import actions as keeping
from overstap.apps.mobility import actions as mobility
from overstap.apps.openings import actions as openings
from overstap.apps.organisations import members
from overstap.apps.passports import sharing
from overstap.apps.rankings import actions as rankings
from overstap.apps.reports import actions as reports
from overstap.apps.rounds import actions as rounds
from overstap.apps.tokens import actions as tokens
from overstap.apps.trains import actions as trains
from overstap.apps.trains import proposals

BY = "system:worker"
Says = Mapping[str, str]
Removes = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Rule:
    """What is kept, until when, and why. `removes` is called every hour at `minute`; None: see `how_long`.

    `declared`: the times written beside models (`Privacy.kept`) that this rule carries out.
    """

    id: str
    what: Says
    how_long: Says
    why: Says
    declared: tuple[str, ...] = ()
    removes: Removes | None = None
    minute: int | None = None


def sweep(rule: Rule, now: datetime) -> int:
    """Carries out a rule that goes by the clock, and notes that it was; how many rows it removed."""
    if rule.removes is None:
        raise ValueError(f"{rule.id} does not go by the clock")
    removed = rule.removes(now)
    keeping.note_sweep(rule=rule.id, removed=removed, now=now)
    return removed


def _sessions(now: datetime) -> int:
    over = Session.objects.filter(expire_date__lt=now).count()
    SessionStore.clear_expired()
    return over


def _tries(now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM overstap_cache WHERE expires <= %s", [now])
        return cursor.rowcount


def _rankings(now: datetime) -> int:
    gone = rankings.purge(now=now, by=BY)
    return gone.old + gone.too_many


_ON_REQUEST = {
    "nl": "tot jij het weghaalt of je account wist; dan meteen",
    "en": "until you remove it or erase your account; then at once",
}

BY_THE_CLOCK: tuple[Rule, ...] = (
    Rule(
        "tokens",
        {"nl": "de sleutel die je een ander programma geeft", "en": "the key that you give another program"},
        {
            "nl": "tot de dag die jij koos, hoogstens een jaar, of tot je hem intrekt; wat het vroeg een dag",
            "en": "until the day you chose, a year at most, or you withdraw it; what it asked for a day",
        },
        {
            "nl": "jij kiest; en dezelfde vraag wordt niet twee keer gedaan",
            "en": "you choose; and the same request is not done twice",
        },
        ("until its end date, a year at most, or until it is withdrawn", "a day"),
        lambda now: tokens.purge_ended_tokens(now=now, by=BY),
        2,
    ),
    Rule(
        "sessions",
        {"nl": "wat je vertelt zonder account", "en": "what you tell without an account"},
        {
            "nl": "een dag, of tot je de browser sluit of alles wist",
            "en": "a day, or until you close the browser or wipe",
        },
        {"nl": "langer is niet nodig om je reis te plannen", "en": "planning your journey needs it no longer"},
        removes=_sessions,
        minute=7,
    ),
    Rule(
        "shared-journeys",
        {"nl": "de kopie van een reis die je deelt", "en": "the copy of a journey that you share"},
        {"nl": "30 dagen, of tot je haar intrekt", "en": "30 days, or until you withdraw it"},
        {"nl": "lang genoeg om er samen naar te kijken", "en": "long enough to look at it together"},
        ("30 days, or until the person withdraws it or wipes their session",),
        lambda now: journeys.purge_expired(now=now, by=BY),
        17,
    ),
    Rule(
        "groups",
        {
            "nl": "bij welke groepen je zei te horen, om te zien of het eerlijk gaat",
            "en": "which groups you said you belong to, to see whether all is fair",
        },
        {
            "nl": "twee jaar, of tot je het intrekt of je account wist",
            "en": "two years, or until you withdraw it or erase your account",
        },
        {
            "nl": "alleen om te tellen; niets dat kiest, leest het",
            "en": "to count only; nothing that chooses reads it",
        },
        ("two years, or until the person withdraws it or erases the account",),
        lambda now: groups.purge(today=now.date()),
        27,
    ),
    Rule(
        "changes",
        {"nl": "dat een werkplek veranderde", "en": "that an opening changed"},
        {"nl": "drie dagen", "en": "three days"},
        {"nl": "zodat elk deel van de site het ziet", "en": "so that every part of the site sees it"},
        ("three days",),
        lambda _now: openings.forget_old_changes(),
        27,
    ),
    Rule(
        "unconfirmed-accounts",
        {
            "nl": "een account waarvan het adres nooit is bevestigd",
            "en": "an account whose address nobody confirmed",
        },
        {"nl": "een dag", "en": "a day"},
        {"nl": "het adres kan van een ander zijn", "en": "the address may be somebody else's"},
        (),
        lambda now: accounts.purge_unconfirmed(now=now, by=BY),
        37,
    ),
    Rule(
        "invitations",
        {"nl": "een uitnodiging die niemand beantwoordt", "en": "an invitation that nobody answers"},
        {"nl": "14 dagen", "en": "14 days"},
        {"nl": "wie niet antwoordt, wil niet", "en": "who does not answer does not want to"},
        ("14 days, or until the invitation is answered or withdrawn",),
        lambda now: members.purge_expired_invitations(now=now, by=BY),
        37,
    ),
    Rule(
        "tries",
        {"nl": "hoe vaak iets is geprobeerd", "en": "how often something was tried"},
        {"nl": "een uur hoogstens", "en": "an hour at most"},
        {
            "nl": "om raden tegen te houden, en niet langer dan daarvoor nodig is",
            "en": "to stop guessing, and no longer",
        },
        (),
        _tries,
        37,
    ),
    Rule(
        "shares",
        {
            "nl": "wat je van je paspoort deelt, en wie keek",
            "en": "what you share of your passport, and who looked",
        },
        {
            "nl": "het delen tot de dag die jij koos, hoogstens een jaar; wie keek twee jaar",
            "en": "the share until the day you chose, a year at most; who looked for two years",
        },
        {
            "nl": "jij kiest; en je kunt nagaan wie iets zag",
            "en": "you choose; and you can tell who saw something",
        },
        (
            "until its end date, a year at most, or until the person withdraws it",
            "two years, or until the person erases the account",
        ),
        lambda now: sharing.purge_ended(now=now, by=BY) + finding.purge_ended(now=now, by=BY),
        47,
    ),
    Rule(
        "contacts",
        {
            "nl": "contact met een werkgever, en wat ervan kwam",
            "en": "contact with an employer, and what came of it",
        },
        {
            "nl": "twee jaar na het einde; je naam en hoe je te bereiken bent een maand",
            "en": "two years after its end; your name and how to reach you a month",
        },
        {"nl": "zodat je kunt nagaan wie je sprak", "en": "so that you can tell whom you spoke to"},
        (
            "two years; name and way of contact a month after it ended; or until the person erases the account",
            "as long as its contact, two years after it ended; or until the person takes it back",
        ),
        lambda now: lapsing.forget_names(now=now),
        22,
    ),
    Rule(
        "notices",
        {"nl": "dat je een bericht kreeg", "en": "that you were sent a message"},
        {"nl": "30 dagen", "en": "30 days"},
        {"nl": "om het niet twee keer te sturen", "en": "so that it is not sent twice"},
        ("30 days",),
        lambda now: notices.forget_old(now=now),
        22,
    ),
    Rule(
        "cases",
        {"nl": "wie er bij een ontslag begeleid wordt", "en": "who is guided when a company closes"},
        {
            "nl": "een jaar na de laatste werkdag, of tot je je paspoort niet meer deelt",
            "en": "a year after the last day of work, or until you no longer share your passport",
        },
        {"nl": "zolang er hulp is", "en": "as long as there is help"},
        ("a year after the last day of the case, or until it is removed, or the passport is no longer shared",),
        lambda now: mobility.forget_people(now=now, by=BY),
        22,
    ),
    Rule(
        "rounds",
        {"nl": "leerlingen in een ronde van stages", "en": "students in a round of internships"},
        {
            "nl": "een jaar na de stages, of tot de school ze weghaalt",
            "en": "a year after the internships, or until the school removes them",
        },
        {"nl": "om de ronde te kunnen nagaan", "en": "so that the round can be checked"},
        ("a year after the internships of the round end, or until the school removes them",),
        lambda now: rounds.remove_old(today=now.date(), by=BY),
        22,
    ),
    Rule(
        "reports",
        {"nl": "meldingen over stages", "en": "reports about internships"},
        {
            "nl": "een jaar na het laatste woord erin, of tot wie meldde haar weghaalt",
            "en": "a year after the last word in it, or until who told it removes it",
        },
        {"nl": "om er iets aan te kunnen doen", "en": "so that something can be done about it"},
        ("a year after the last word in the report, or until the teller removes it",),
        lambda now: reports.remove_old(now=now, by=BY),
        22,
    ),
    Rule(
        "trains",
        {"nl": "wie er in een treintje meegaat", "en": "who rides in a train"},
        {
            "nl": "een jaar na het einde, of tot het treintje of je account weg is; een voorstel 90 dagen",
            "en": "a year after it ends, or until the train or your account is erased; a proposal 90 days",
        },
        {"nl": "om te kunnen nagaan wat ervan kwam", "en": "so that what came of it can be checked"},
        (
            "a year after the train ends, or until it is removed or the person erases the account",
            "90 days, or until the proposal is removed",
            "90 days, or until the proposal is removed, the person leaves the case or erases the account",
        ),
        lambda now: trains.forget_people(today=now.date(), by=BY) + proposals.forget_old(now=now, by=BY),
        22,
    ),
    Rule(
        "internships",
        {
            "nl": "stages: de overeenkomst, gesprekken, hoe het was en waar iemand daarna heen ging",
            "en": "internships: the agreement, talks, how it was and where somebody went after it",
        },
        {
            "nl": "twee jaar na de laatste dag, of tot de school het weghaalt",
            "en": "two years after the last day, or until the school removes it",
        },
        {
            "nl": "zolang de school vraagt hoe het je daarna verging",
            "en": "as long as the school asks how you fared afterwards",
        },
        ("two years after the last day of the internship, or until the school removes it",),
        lambda now: internships.remove_old(today=now.date(), by=BY),
        22,
    ),
    Rule(
        "events",
        {"nl": "wie er naar een evenement komt", "en": "who comes to an event"},
        {
            "nl": "een half jaar na het evenement, of tot je je afmeldt of de organisator je weghaalt",
            "en": "half a year after the event, or until you sign off or the organiser removes you",
        },
        {
            "nl": "om op te volgen wat er is afgesproken",
            "en": "to follow up what was agreed",
        },
        ("half a year after the event, or until they leave it or who holds it removes them",),
        lambda now: events.remove_old(today=now.date(), by=BY),
        22,
    ),
    Rule(
        "guidance",
        {"nl": "begeleiding: afspraken, plannen en notities", "en": "guidance: appointments, plans and notes"},
        {
            "nl": "een jaar na het einde, of tot jij haar wist; een vraag die niemand beantwoordt 14 dagen",
            "en": "a year after its end, or until you erase it; a question nobody answers 14 days",
        },
        {"nl": "om weer te kunnen beginnen waar je was", "en": "so that you can begin again where you were"},
        ("a year after the guidance ended, or until the person erases it or the account",),
        lambda now: guidance.purge(now=now, by=BY),
        52,
    ),
    Rule(
        "rankings",
        {
            "nl": "dat er een volgorde is gemaakt, zonder voor wie",
            "en": "that a ranking was made, without for whom",
        },
        {
            "nl": "200 dagen, of tot er een miljoen nieuwere zijn",
            "en": "200 days, or until there are a million newer ones",
        },
        {
            "nl": "de AI-verordening vraagt zes maanden (artikelen 19 en 26); zo lang kun je om uitleg vragen",
            "en": "the AI Act asks for six months (articles 19 and 26); so long you can ask why",
        },
        ("200 days, or until there are a million newer ones",),
        _rankings,
        57,
    ),
)
"""Carried out every hour, at the minute named."""

OTHERWISE: tuple[Rule, ...] = (
    Rule(
        "accounts",
        {"nl": "je account: je adres en hoe je inlogt", "en": "your account: your address and how you log in"},
        _ON_REQUEST,
        {"nl": "om je weer te kennen", "en": "to know you again"},
        (
            "until the person erases the account",
            "until the membership ends or the person erases the account",
            "until the membership ends or the coach erases the account",
            "until the opening or the membership goes, or the account is erased",
        ),
    ),
    Rule(
        "passports",
        {"nl": "je paspoort en de reizen die je bewaart", "en": "your passport and the journeys you keep"},
        _ON_REQUEST,
        {"nl": "het is van jou", "en": "it is yours"},
        (
            "until the person removes it or erases the account",
            "until the person lets go of it or erases the account",
            "until the person removes the passport or erases the account",
            "until the person removes the passport or erases the account, or the opening goes",
            "until the person switches it off or erases the account",
        ),
    ),
    Rule(
        "region",
        {
            "nl": "werk, beroepen, opleidingen en organisaties",
            "en": "work, occupations, courses and organisations",
        },
        {
            "nl": "zolang de bron ze heeft; elke import brengt ze bij",
            "en": "as long as their source has them; each import renews them",
        },
        {"nl": "het gaat over werk, niet over mensen", "en": "it is about work, not about people"},
        (
            "as long as its source has it",
            "as long as its source has it; describes nobody who exists",
            "until the firm withdraws it",
            "until who runs the site no longer trusts it",
            "until the school removes the round",
            "until the centre removes the case",
            "until the organisation removes the train",
            "until who holds the event removes it",
        ),
    ),
    Rule(
        "trail",
        {"nl": "het logboek: wat er gedaan is, zonder namen", "en": "the trail: what was done, without names"},
        {"nl": "zolang de site bestaat", "en": "as long as the site exists"},
        {
            "nl": "om verantwoording af te leggen; niemand kan het veranderen",
            "en": "to answer for it; nobody can change it",
        },
        ("as long as the database exists",),
    ),
)
"""Carried out at once, when its owner says so or its source changes."""

RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in (*BY_THE_CLOCK, *OTHERWISE)})
"""Every rule by its id."""


def sweep_at(minute: int, now: datetime) -> dict[str, int]:
    """Carries out the rules of a minute, each in a transaction of its own: rule -> rows removed."""
    return {rule.id: sweep(rule, now) for rule in BY_THE_CLOCK if rule.minute == minute}
