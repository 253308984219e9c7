# SPDX-License-Identifier: EUPL-1.2
"""What of a person may go into a ranking, as data: the page that explains matching shows it, and a test holds
every ranking to it.

A field of a model about people that is not here changes no ranking, whatever it holds: the test changes each
of them and wants the same bytes. Whoever lets another field count declares it here, where everybody reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Input:
    """Something a person tells that counts: in which fields it is kept, what it is called, what it does."""

    fields: tuple[str, ...]
    says: Mapping[str, str]
    why: Mapping[str, str]


PERSON: tuple[Input, ...] = (
    Input(
        ("passports.PassportSkill.skill", "people.ExamplePersonSkill.skill", "events.Guest.skills"),
        {"nl": "wat je kunt (vaardigheden)", "en": "what you can do (skills)"},
        {
            "nl": "ze worden naast wat het werk vraagt gelegd; dit bepaalt de volgorde het meest",
            "en": "they are laid beside what the work asks; this decides most of the order",
        },
    ),
    Input(
        (
            "passports.PassportSkill.evidence",
            "passports.Proof.kind",
            "passports.Proof.skills",
            "people.ExamplePersonSkill.evidence",
        ),
        {"nl": "wie er voor een vaardigheid instaat", "en": "who stands for a skill"},
        {
            "nl": "telt alleen als twee plekken verder even goed passen",
            "en": "counts only when two places fit equally well otherwise",
        },
    ),
    Input(
        ("passports.Licence.certificate", "passports.Licence.until_on", "people.ExamplePerson.certificates"),
        {
            "nl": "papieren die de wet eist, zolang ze gelden",
            "en": "papers that the law asks, while they count",
        },
        {
            "nl": "zonder kun je met sommig werk nog niet beginnen",
            "en": "without them some work cannot be begun yet",
        },
    ),
    Input(
        ("passports.Passport.occupation", "people.ExamplePerson.occupation", "events.Guest.occupation"),
        {"nl": "het beroep dat je nu hebt", "en": "the occupation you have now"},
        {
            "nl": "met een beroep staan stages achteraan; en het is het begin van je reizen",
            "en": "with an occupation internships come last; and it is where your journeys begin",
        },
    ),
    Input(
        (
            "passports.Passport.place",
            "passports.Passport.distance",
            "people.ExamplePerson.place",
            "people.ExamplePerson.distance",
        ),
        {
            "nl": "je plaats (nooit je adres) en hoe ver je wilt reizen",
            "en": "your town (never your address) and how far you will travel",
        },
        {
            "nl": "laat weg wat te ver is; bij gelijke stand staat dichterbij hoger",
            "en": "leaves out what is too far; of equals the nearer comes first",
        },
    ),
    Input(
        (
            "passports.Passport.hours_low",
            "passports.Passport.hours_high",
            "passports.Passport.wage",
            "passports.Passport.wage_floor",
            "passports.Passport.kinds",
            "passports.Passport.starts_on",
            "people.ExamplePerson.hours_low",
            "people.ExamplePerson.hours_high",
            "people.ExamplePerson.wage_floor",
            "people.ExamplePerson.wage",
            "people.ExamplePerson.kinds",
            "people.ExamplePerson.starts_on",
        ),
        {
            "nl": "je uren, je loon, het soort werkplek en wanneer je kunt beginnen",
            "en": "your hours, your pay, the kind of place and when you can begin",
        },
        {
            "nl": "laat weg wat je niet wilt; verandert nooit hoe goed iets past",
            "en": "leaves out what you do not want; never changes how well something fits",
        },
    ),
    Input(
        ("contacts.Findable.parts", "contacts.Findable.conditions", "contacts.Findable.not_for"),
        {
            "nl": "wie je wel en niet mag vinden, en wat je laat zien",
            "en": "who may find you, and what you show",
        },
        {
            "nl": "bepaalt of een werkgever je vindt; een papier dat je niet laat zien, telt dan niet mee",
            "en": "decides whether an employer finds you; a paper that you do not show does not count then",
        },
    ),
    Input(
        ("events.Wish.stand", "events.Guest.passport"),
        {
            "nl": "met wie je op een evenement wilt praten, en of je je paspoort daarvoor leent",
            "en": "whom you would like to meet at an event, and whether you lend your passport for it",
        },
        {
            "nl": "een wens telt daar voor een kwart, wat je kunt voor de rest",
            "en": "a wish counts for a quarter there, what you can for the rest",
        },
    ),
    Input(
        ("passports.Passport.plan",),
        {"nl": "waar je heen wilt, en hoe", "en": "where you want to go, and how"},
        {
            "nl": "het beroep van je keuze staat vooraan; je tijd en geld bepalen welke reizen kunnen",
            "en": "the occupation you chose comes first; your time and money decide which journeys can be made",
        },
    ),
)

DECLARED = frozenset(field for one in PERSON for field in one.fields)
"""Every field about people that may change a ranking."""

NEVER: tuple[Mapping[str, str], ...] = (
    {"nl": "je naam, je leeftijd, je geslacht, je foto", "en": "your name, your age, your sex, your photo"},
    {
        "nl": "waar je vandaan komt, je taal en je adres",
        "en": "where you come from, your language and your address",
    },
    {
        "nl": "je gezondheid of een beperking, ook niet of je in een doelgroepregister staat",
        "en": "your health or a disability, nor whether you are in a target-group register",
    },
    {
        "nl": "je geloof, je overtuiging, je lidmaatschap van een vakbond, van wie je houdt",
        "en": "your belief, your convictions, your union membership, whom you love",
    },
    {
        "nl": "wat je over je leven schrijft, en hoe je graag werkt (zoals in rust of onder schooltijd)",
        "en": "what you write about your life, and how you like to work (such as in quiet or in school hours)",
    },
    {
        "nl": "bij welke groep je hoort, ook als je dat vertelde om te laten controleren of het eerlijk gaat",
        "en": "which group you belong to, also when you told it to let us check that this is fair",
    },
    {
        "nl": "wat je eerder aanklikte, hoe vaak je kijkt, en wat anderen met jouw kenmerken deden",
        "en": "what you clicked before, how often you look, and what others like you did",
    },
)
"""What is never in a ranking, in words."""
