# SPDX-License-Identifier: EUPL-1.2
"""The steps of a collective dismissal in words."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]

STEPS: Mapping[str, tuple[Words, Words]] = {
    "council-asked": (
        {"nl": "Advies gevraagd aan de ondernemingsraad", "en": "The works council is asked for advice"},
        {
            "nl": "Op tijd om het besluit nog te kunnen veranderen, en uiterlijk bij de melding.",
            "en": "In time to still change the decision, and at the latest with the notification.",
        },
    ),
    "notified": (
        {"nl": "Melding bij UWV en de vakbonden", "en": "UWV and the unions are notified"},
        {
            "nl": "Schriftelijk, met de reden, hoeveel mensen, wanneer en hoe zij gekozen zijn.",
            "en": "In writing, with the reason, how many people, when, and how they were chosen.",
        },
    ),
    "waiting-over": (
        {"nl": "De wachttijd is voorbij", "en": "The waiting time is over"},
        {
            "nl": "Nu mag er worden opgezegd, en mogen er vaststellingsovereenkomsten worden gesloten.",
            "en": "From now on notice may be given and settlements may be made.",
        },
    ),
    "uwv-decides": (
        {"nl": "UWV beslist over de ontslagaanvragen", "en": "UWV decides on the requests to dismiss"},
        {
            "nl": "Als de aanvragen op de dag van de melding compleet binnen zijn.",
            "en": "When the requests were complete on the day of the notification.",
        },
    ),
    "council-held-up": (
        {
            "nl": "Einde van de opschorting door de ondernemingsraad",
            "en": "End of the suspension by the works council",
        },
        {
            "nl": "Als het besluit op de dag van de melding valt en afwijkt van het advies.",
            "en": "When the decision is taken on the day of the notification and departs from the advice.",
        },
    ),
    "notice-first": (
        {"nl": "Vanaf nu kan er worden opgezegd", "en": "From now on notice can be given"},
        {
            "nl": "De wachttijd is voorbij en UWV heeft toestemming gegeven.",
            "en": "The waiting time is over and UWV has given leave.",
        },
    ),
    "notice-last": (
        {
            "nl": "Uiterste dag om iedereen nog op tijd op te zeggen",
            "en": "Last day to give notice to everybody in time",
        },
        {
            "nl": "Van de opzegtermijnen die nog passen, de langste. Per dienstjaren staat het hieronder.",
            "en": "Of the notices that still fit, the longest. By years of service it stands below.",
        },
    ),
    "last-day": (
        {"nl": "Laatste werkdag", "en": "Last day at work"},
        {"nl": "Zoals de werkgever zich voorneemt.", "en": "As the employer intends."},
    ),
    "benefit-asked": (
        {"nl": "WW kan worden aangevraagd", "en": "Unemployment benefit can be asked for"},
        {"nl": "Bij UWV, door wie dan nog geen werk heeft.", "en": "From UWV, by who has no work by then."},
    ),
    "benefit-begins": (
        {"nl": "Eerste dag van de WW", "en": "First day of unemployment benefit"},
        {
            "nl": "De dag na de laatste werkdag, voor wie dan nog geen werk heeft.",
            "en": "The day after the last day at work, for who has no work by then.",
        },
    ),
    "benefit-latest": (
        {"nl": "Uiterste dag om WW aan te vragen", "en": "Last day to ask for unemployment benefit"},
        {"nl": "Later aanvragen kan geld kosten.", "en": "Asking later can cost money."},
    ),
    "severance-paid": (
        {"nl": "Transitievergoeding betaald", "en": "Severance pay is paid"},
        {
            "nl": "Na deze dag loopt er rente over wat niet is betaald.",
            "en": "From this day on, what was not paid bears interest.",
        },
    ),
}
"""Step -> what happens, and what makes it so."""
