# SPDX-License-Identifier: EUPL-1.2
"""Values of the engine and the pack in words that people use."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from overstap.apps.guidance import enums as guidance
from overstap.apps.mobility import enums as mobility
from overstap.apps.openings.enums import OpeningStatus, Weekday
from overstap.apps.passports import enums as passports
from overstap.apps.rankings.enums import Channel, Kind
from overstap.engine.badges.model import Check
from overstap.engine.matching.model import Evidence, OpeningKind
from overstap.engine.skills.taxonomy import Importance

KINDS = {
    OpeningKind.VACANCY: gettext_lazy("job"),
    OpeningKind.INTERNSHIP: gettext_lazy("internship"),
    OpeningKind.APPRENTICESHIP: gettext_lazy("apprenticeship (BBL)"),
    OpeningKind.LEARN_WORK: gettext_lazy("learn-work place"),
    OpeningKind.TRIAL: gettext_lazy("trial place"),
}
WAYS_TO_SHOW_WHO_YOU_ARE = {
    "reauthenticate_by_code": gettext_lazy("with a code by mail"),
    "mfa_reauthenticate": gettext_lazy("with a code from your app, or a spare code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("with a passkey"),
}
"""By the names allauth has for them."""
IMPORTANCES = {
    Importance.MUST: gettext_lazy("needed"),
    Importance.SHOULD: gettext_lazy("wanted"),
    Importance.NICE: gettext_lazy("extra"),
}
EVIDENCES = {
    Evidence.CLAIMED: gettext_lazy("you say so"),
    Evidence.INFERRED: gettext_lazy("from your work"),
    Evidence.ENDORSED: gettext_lazy("confirmed by others"),
    Evidence.ASSESSED: gettext_lazy("tested"),
    Evidence.CERTIFIED: gettext_lazy("you can show it"),
}
STATUSES = {
    OpeningStatus.DRAFT: gettext_lazy("draft"),
    OpeningStatus.PUBLISHED: gettext_lazy("published"),
    OpeningStatus.FILLED: gettext_lazy("filled"),
    OpeningStatus.EXPIRED: gettext_lazy("closed"),
}
WEEKDAYS = {
    Weekday.MONDAY: gettext_lazy("Monday"),
    Weekday.TUESDAY: gettext_lazy("Tuesday"),
    Weekday.WEDNESDAY: gettext_lazy("Wednesday"),
    Weekday.THURSDAY: gettext_lazy("Thursday"),
    Weekday.FRIDAY: gettext_lazy("Friday"),
    Weekday.SATURDAY: gettext_lazy("Saturday"),
    Weekday.SUNDAY: gettext_lazy("Sunday"),
}
LACKING = {
    "title": gettext_lazy("a title"),
    "occupation": gettext_lazy("the occupation"),
    "place": gettext_lazy("the place"),
    "hours": gettext_lazy("the hours"),
    "demands": gettext_lazy("at least one skill"),
    "closes_on": gettext_lazy("a closing day within half a year"),
}
"""What an opening cannot be published without."""
KINDS_BY_NAME = {kind.value: label for kind, label in KINDS.items()}
PROVEN = {
    passports.Evidence.CLAIMED: gettext_lazy("you say so"),
    passports.Evidence.INFERRED: gettext_lazy("from work or study"),
    passports.Evidence.ENDORSED: gettext_lazy("confirmed by an organisation"),
    passports.Evidence.ASSESSED: gettext_lazy("tested"),
    passports.Evidence.CERTIFIED: gettext_lazy("with a certificate"),
}
PROVEN_OF_ANOTHER = {**PROVEN, passports.Evidence.CLAIMED: gettext_lazy("they say so")}
EVIDENCES_OF_ANOTHER = {
    **EVIDENCES,
    Evidence.CLAIMED: gettext_lazy("they say so"),
    Evidence.INFERRED: gettext_lazy("from their work"),
    Evidence.CERTIFIED: gettext_lazy("they can show it"),
}
PROOFS = {
    passports.ProofKind.WORK: gettext_lazy("work"),
    passports.ProofKind.STUDY: gettext_lazy("study"),
    passports.ProofKind.VOLUNTEER: gettext_lazy("volunteer work"),
    passports.ProofKind.CERTIFICATE: gettext_lazy("certificate"),
    passports.ProofKind.ASSESSMENT: gettext_lazy("test"),
    passports.ProofKind.ENDORSEMENT: gettext_lazy("confirmation"),
}
PARTS = {
    passports.Part.SKILLS: gettext_lazy("skills"),
    passports.Part.PROOFS: gettext_lazy("what shows them: work, study, certificates"),
    passports.Part.LANGUAGES: gettext_lazy("languages"),
    passports.Part.LICENCES: gettext_lazy("papers"),
    passports.Part.WISHES: gettext_lazy("wishes"),
    passports.Part.STORY: gettext_lazy("your own words"),
}
GUIDED_PARTS = {
    guidance.Part.SKILLS: PARTS[passports.Part.SKILLS],
    guidance.Part.PROOFS: PARTS[passports.Part.PROOFS],
    guidance.Part.LANGUAGES: PARTS[passports.Part.LANGUAGES],
    guidance.Part.LICENCES: PARTS[passports.Part.LICENCES],
    guidance.Part.WISHES: gettext_lazy("wishes, pay and place"),
    guidance.Part.STORY: PARTS[passports.Part.STORY],
    guidance.Part.JOURNEYS: gettext_lazy("journeys that are kept"),
    guidance.Part.CONTACTS: gettext_lazy("contacts with employers: with whom, and where they stand"),
}
CIRCUMSTANCES = {
    passports.Circumstance.GUIDANCE: gettext_lazy("guidance at the start"),
    passports.Circumstance.QUIET: gettext_lazy("a quiet place to work"),
    passports.Circumstance.FIXED_HOURS: gettext_lazy("fixed days and hours"),
    passports.Circumstance.NO_NIGHTS: gettext_lazy("no nights"),
    passports.Circumstance.SCHOOL_HOURS: gettext_lazy("within school hours"),
    passports.Circumstance.SEATED: gettext_lazy("work one can do seated"),
    passports.Circumstance.STEP_FREE: gettext_lazy("a place without stairs"),
    passports.Circumstance.FROM_HOME: gettext_lazy("partly from home"),
}
CHECKS = {
    Check.UNCHECKED: gettext_lazy("not checked: it holds no signature that we can check"),
    Check.UNKNOWN_ISSUER: gettext_lazy("signed, by an issuer that is not known here"),
    Check.SIGNED: gettext_lazy("checked: signed by an issuer that is trusted here"),
    Check.VERIFIED: gettext_lazy("checked: signed by an issuer that is trusted here, and made out to you"),
}
"""How sure a badge is."""
LEFT_OUT = {
    "name": gettext_lazy("your name"),
    "contact": gettext_lazy("your address, e-mail and telephone"),
    "nationality": gettext_lazy("your nationality"),
    "birth": gettext_lazy("your date of birth"),
    "sex": gettext_lazy("your sex"),
    "photo": gettext_lazy("the photo"),
    "publications": gettext_lazy("publications"),
    "references": gettext_lazy("references"),
    "volunteering": gettext_lazy("volunteer work of an older form"),
    "achievements": gettext_lazy("projects, prizes and memberships"),
    "other-languages": gettext_lazy("the same CV in other languages"),
    "other": gettext_lazy("other parts, for which there is no place here"),
}
"""What a file may tell and we do not take over."""
WISHED = {
    "hours": gettext_lazy("Hours per week"),
    "pay": gettext_lazy("Pay per hour at least"),
    "place": gettext_lazy("From"),
    "distance": gettext_lazy("At most"),
    "kinds": gettext_lazy("Kind of place"),
    "starts": gettext_lazy("Starting from"),
}
LANGUAGE_NAMES = {
    "nl": gettext_lazy("Dutch"),
    "en": gettext_lazy("English"),
    "de": gettext_lazy("German"),
    "fr": gettext_lazy("French"),
    "es": gettext_lazy("Spanish"),
    "it": gettext_lazy("Italian"),
    "pt": gettext_lazy("Portuguese"),
    "pl": gettext_lazy("Polish"),
    "uk": gettext_lazy("Ukrainian"),
    "ru": gettext_lazy("Russian"),
    "ro": gettext_lazy("Romanian"),
    "bg": gettext_lazy("Bulgarian"),
    "tr": gettext_lazy("Turkish"),
    "ar": gettext_lazy("Arabic"),
    "ber": gettext_lazy("Berber"),
    "fa": gettext_lazy("Persian"),
    "ku": gettext_lazy("Kurdish"),
    "so": gettext_lazy("Somali"),
    "ti": gettext_lazy("Tigrinya"),
    "am": gettext_lazy("Amharic"),
    "zh": gettext_lazy("Chinese"),
    "hi": gettext_lazy("Hindi"),
    "pap": gettext_lazy("Papiamento"),
    "srn": gettext_lazy("Sranan Tongo"),
    "id": gettext_lazy("Indonesian"),
    "fy": gettext_lazy("Frisian"),
}
"""By ISO 639 code."""
OUTLOOKS = {
    "shrinking": gettext_lazy("shrinking"),
    "stable": gettext_lazy("stable"),
    "growing": gettext_lazy("growing"),
    "shortage": gettext_lazy("many people wanted"),
}
USUAL_STEPS = {
    "usual": gettext_lazy("people make this step often"),
    "less usual": gettext_lazy("people make this step now and then"),
    "unusual": gettext_lazy("people make this step rarely"),
}
LEVELS = {
    1: gettext_lazy("no diploma, or mbo 1"),
    2: gettext_lazy("vmbo or mbo 2"),
    3: gettext_lazy("mbo 3"),
    4: gettext_lazy("mbo 4, havo or vwo"),
    5: gettext_lazy("associate degree"),
    6: gettext_lazy("hbo or a bachelor's degree"),
    7: gettext_lazy("a master's degree"),
    8: gettext_lazy("a doctorate"),
}
"""Levels of the Dutch qualifications framework (NLQF), as people know them."""
SKILL_KINDS = {
    "skill": gettext_lazy("skill"),
    "knowledge": gettext_lazy("knowledge"),
    "attitude": gettext_lazy("attitude"),
    "language": gettext_lazy("language"),
}
TIMES = {
    "day": gettext_lazy("in the daytime"),
    "evening": gettext_lazy("in the evening"),
    "weekend": gettext_lazy("at the weekend"),
    "online": gettext_lazy("online"),
    "work": gettext_lazy("at work"),
}
WISHES = {
    "distance": gettext_lazy("close enough"),
    "hours": gettext_lazy("your hours"),
    "wage": gettext_lazy("your lowest pay"),
    "kind": gettext_lazy("kind of work"),
    "start": gettext_lazy("start date"),
}
GROUP_QUESTIONS = {
    "age": gettext_lazy("How old are you?"),
    "sex": gettext_lazy("Are you a woman or a man?"),
    "origin": gettext_lazy("Where were you or your parents born?"),
    "disability": gettext_lazy("Does an illness or disability hinder you at work?"),
}
GROUPS = {
    "under-27": gettext_lazy("younger than 27"),
    "27-44": gettext_lazy("27 to 44"),
    "45-54": gettext_lazy("45 to 54"),
    "55-and-over": gettext_lazy("55 or older"),
    "woman": gettext_lazy("woman"),
    "man": gettext_lazy("man"),
    "otherwise": gettext_lazy("otherwise"),
    "netherlands": gettext_lazy("in the Netherlands"),
    "europe": gettext_lazy("elsewhere in Europe"),
    "elsewhere": gettext_lazy("outside Europe"),
    "yes": gettext_lazy("yes"),
    "no": gettext_lazy("no"),
}
GROUP_STEPS = {
    "shown": gettext_lazy("Shown to an employer"),
    "contacted": gettext_lazy("Contacted"),
    "placed": gettext_lazy("Placed"),
}
RANKED = {
    Kind.OPENINGS: gettext_lazy("work, for somebody"),
    Kind.JOURNEYS: gettext_lazy("journeys, for somebody"),
    Kind.CANDIDATES: gettext_lazy("people, for an employer"),
}
CHANNELS = {
    Channel.PAGE: gettext_lazy("a page"),
    Channel.API: gettext_lazy("another program"),
    Channel.TERMINAL: gettext_lazy("a terminal"),
}
STAGES = {
    mobility.Stage.ORIENTATION: gettext_lazy("looking around"),
    mobility.Stage.MATCHED: gettext_lazy("matched"),
    mobility.Stage.TRAINING: gettext_lazy("in training"),
    mobility.Stage.PLACED: gettext_lazy("placed"),
    mobility.Stage.OUT: gettext_lazy("left"),
}
WISHES_OF_ANOTHER = {
    "distance": gettext_lazy("close enough"),
    "hours": gettext_lazy("hours"),
    "wage": gettext_lazy("pay"),
    "kind": gettext_lazy("kind of work"),
    "start": gettext_lazy("start date"),
}
PLAN_STATES = {
    mobility.PlanState.ASKED: gettext_lazy("waiting"),
    mobility.PlanState.MAKING: gettext_lazy("being made"),
    mobility.PlanState.MADE: gettext_lazy("made"),
    mobility.PlanState.FAILED: gettext_lazy("failed"),
}
SOURCE_KINDS = {"published": gettext_lazy("published"), "estimate": gettext_lazy("our own estimate")}


def language() -> str:
    """The language of this page: `nl` or `en`."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def number(value: float, decimals: int = 0) -> str:
    """A number with the signs of the page's language.

    Dutch writes `1.234,50`, English `1,234.50`.
    """
    plain = f"{value:,.{decimals}f}"
    return plain if language() == "en" else plain.translate(str.maketrans(",.", ".,"))


def euros(value: float, decimals: int | None = None) -> str:
    """An amount: cents where they matter, none on whole hundreds.

    A no-break space stands after the sign in Dutch.
    """
    shown = number(value, (2 if value < 100 else 0) if decimals is None else decimals)
    return f"€{shown}" if language() == "en" else f"€\xa0{shown}"


def free_or_euros(cost: float) -> str:
    """What a course costs: whole euros, or free."""
    return euros(cost, 0) if cost else _("free")


def hours(low: float | None, high: float | None) -> str:
    """`24 to 32 hours a week`."""
    if low is None and high is None:
        return _("hours not given")
    known = high if low is None else low if high is None else None
    if known is not None or low == high:
        return _("%(n)s hours a week") % {"n": _trimmed(low if known is None else known)}
    return _("%(low)s to %(high)s hours a week") % {"low": _trimmed(low), "high": _trimmed(high)}


def plain(value: float) -> str:
    """A number without decimals that say nothing: `8`, `7,5`."""
    return number(value, 0 if float(value).is_integer() else 1)


def _trimmed(value: float | None) -> str:
    return plain(value or 0.0)


def pay(low: float | None, high: float | None) -> str:
    """`€ 17,50 to € 20,00 an hour`; empty when unknown."""
    if low is None and high is None:
        return ""
    if low is None or high is None or low == high:
        return _("%(amount)s an hour") % {"amount": euros(low if high is None else high)}  # type: ignore[arg-type]
    return _("%(low)s to %(high)s an hour") % {"low": euros(low), "high": euros(high)}


def pay_against_today(low: float | None, high: float | None, today: float | None) -> tuple[str, str]:
    """What pay means against today's, in words, and its direction: `up`, `down`, `around` or empty."""
    if today is None or (low is None and high is None):
        return "", ""
    least = (high if low is None else low) - today  # type: ignore[operator]
    most = (low if high is None else high) - today  # type: ignore[operator]
    if most < 0.005 and least > -0.005:
        return _("the same as now"), "around"
    if least >= 0:
        if least < 0.005:
            return _("as now, up to %(most)s more") % {"most": euros(most)}, "up"
        if most - least < 0.005:
            return _("%(amount)s more than now") % {"amount": euros(least)}, "up"
        return _("%(least)s to %(most)s more than now") % {"least": euros(least), "most": euros(most)}, "up"
    if most <= 0:
        if most - least < 0.005:
            return _("%(amount)s less than now") % {"amount": euros(-least)}, "down"
        if most > -0.005:
            return _("up to %(most)s less than now") % {"most": euros(-least)}, "down"
        return _("%(least)s to %(most)s less than now") % {"least": euros(-most), "most": euros(-least)}, "down"
    return (
        _("from %(less)s less to %(more)s more than now") % {"less": euros(-least), "more": euros(most)},
        "around",
    )


def more_or_less(amount: float) -> str:
    """`€ 120 more`, `€ 80 less`, `the same`: an amount a month against today's."""
    if abs(amount) < 0.5:
        return _("the same")
    said = {"amount": euros(abs(amount), 0)}
    return _("%(amount)s more") % said if amount > 0 else _("%(amount)s less") % said


def distance(km: float | None) -> str:
    """`4 km`, `less than 1 km`; empty when unknown."""
    if km is None:
        return ""
    if km < 1:
        return _("less than 1 km")
    return _("%(n)s km") % {"n": number(km)}


def day(when: date | None, today: date | None = None) -> str:
    """`7 September 2026`; without the year when it is this year's."""
    if when is None:
        return ""
    if today is not None and when.year == today.year:
        return date_format(when, pgettext("date format", "j F"))
    return date_format(when, pgettext("date format", "j F Y"))


def clock(minutes: int | None) -> str:
    """`9:05`: minutes after midnight as a clock shows them.

    >>> clock(545), clock(None)
    ('9:05', '')
    """
    return "" if minutes is None else f"{minutes // 60}:{minutes % 60:02d}"


def weekday(when: date) -> str:
    """`friday 12 March 2027`."""
    return f"{date_format(when, 'l')} {day(when)}"


def short_day(when: date, today: date) -> str:
    """`7 sep`, for the departure board; with the year when it is not this year's."""
    said = date_format(when, pgettext("date format", "j M")).rstrip(".")
    said = said if language() == "en" else said.lower()
    return said if when.year == today.year else f"{said} {when.year}"


def month(when: date, *, with_year: bool) -> str:
    """`jan 2027`, for the marks of a time axis."""
    said = date_format(when, pgettext("date format", "M Y") if with_year else "M").replace(".", "")
    return said if language() == "en" else said.lower()


def short_day_year(when: date) -> str:
    """`7 sep 2027`."""
    said = date_format(when, pgettext("date format", "j M Y")).replace(".", "")
    return said if language() == "en" else said.lower()


def length(starts: date, ends: date, weeks: float | None = None) -> str:
    """How long something lasts, in days, weeks or months; `weeks` when it takes less than the whole period."""
    days = (ends - starts).days + 1 if weeks is None else max(1, round(weeks * 7))
    if days < 14:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if days < 90:
        whole = round(days / 7)
        return ngettext("%(n)s week", "%(n)s weeks", whole) % {"n": whole}
    months = round(days / 30.4)
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}


def months(count: float) -> str:
    """`within a month`, `4 months`: how long until one is there."""
    whole = round(count)
    if whole <= 0:
        return _("within a month")
    return ngettext("%(n)s month", "%(n)s months", whole) % {"n": whole}


def covered(covered_count: int, asked_count: int, needed_missing: int, traits_missing: int = 0) -> str:
    """`3 of 8, 1 needed is missing`: the words beside every coverage bar.

    Personal traits that are asked and not known are counted apart: no course teaches them.
    """
    counts = {"covered": covered_count, "asked": asked_count}
    if covered_count == asked_count:
        return _("all %(asked)s") % counts
    if needed_missing:
        said = ngettext(
            "%(covered)s of %(asked)s, %(missing)s needed is missing",
            "%(covered)s of %(asked)s, %(missing)s needed are missing",
            needed_missing,
        ) % {**counts, "missing": needed_missing}
    else:
        said = _("%(covered)s of %(asked)s, and all that is needed") % counts
    if traits_missing:
        traits = ngettext("%(n)s personal trait not told", "%(n)s personal traits not told", traits_missing)
        said = f"{said}; {traits % {'n': traits_missing}}"
    return said


def wishes_met(met: int, known: int, unsaid: int) -> str:
    """`meets 3 of 4 wishes; of 1 the opening says nothing`: the words beside the bar of wishes."""
    if not known and not unsaid:
        return _("no wishes told")
    said = ngettext("meets %(met)s of %(known)s wish", "meets %(met)s of %(known)s wishes", known) % {
        "met": met,
        "known": known,
    }
    if unsaid:
        rest = ngettext("on %(n)s more the opening is silent", "on %(n)s more the opening is silent", unsaid)
        said = f"{said}; {rest % {'n': unsaid}}"
    return said


def share(value: float) -> str:
    """A share of what is asked, in words."""
    return _("%(percent)s%% of what it asks") % {"percent": round(value * 100)}


def monthly(wage_low: float | None, wage_high: float | None, hours_low: float, hours_high: float) -> str:
    """Pay per month, from the least pay at the fewest hours to the most at the most; empty when unknown."""
    low = wage_high if wage_low is None else wage_low
    high = wage_low if wage_high is None else wage_high
    if low is None or high is None:
        return ""
    least, most = low * hours_low * 52 / 12, high * hours_high * 52 / 12
    if most - least < 1:
        return _("about %(amount)s a month") % {"amount": euros(least, 0)}
    return _("about %(low)s to %(high)s a month") % {"low": euros(least, 0), "high": euros(most, 0)}


def language_name(code: str) -> str:
    """A language in the language of the page; one that we have no word for by its code."""
    return str(LANGUAGE_NAMES.get(code, code))
