# SPDX-License-Identifier: EUPL-1.2
"""Writes a Europass CV: the `Candidate` XML that the Europass editor takes in.

The editor asks for a name, and we know none: a dash stands there, to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from overstap.engine.documents.entries import Entry, EntryKind, Told
from overstap.engine.documents.europass_names import LICENCE, SECTIONS, THREE_LETTERS

_OWN, _HR = "http://www.europass.eu/1.0", "http://www.hr-xml.org/3"
_OA, _EURES = "http://www.openapplications.org/oagis/9", "http://www.europass_eures.eu/1.0"
_DIMENSIONS = (
    *("CEF-Understanding-Listening", "CEF-Understanding-Reading", "CEF-Speaking-Interaction"),
    *("CEF-Speaking-Production", "CEF-Writing-Production"),
)
_ORDER = ("work-experience", "education-training", "language", "driving-licence", "skills")


def europass_xml(told: Told, skills: Iterable[str], language: str) -> bytes:
    """The CV as XML in UTF-8. `skills`: names of skills, in `language`, the two-letter code of the CV.

    `told.text` becomes "About me". Entries, languages and driving licences come back equal when it is read.
    """
    for prefix, space in (("", _OWN), ("hr", _HR), ("oa", _OA), ("eures", _EURES)):
        register_namespace(prefix, space)
    root = Element(f"{{{_OWN}}}Candidate")
    name = _add(_add(root, "CandidatePerson"), "PersonName")
    _add(name, "GivenName", "-", space=_OA)
    _add(name, "FamilyName", "-", space=_HR)
    profile = _add(root, "CandidateProfile")
    profile.set("languageCode", language)
    if told.text:
        _add(profile, "ExecutiveSummary", told.text, space=_HR)
    _work(profile, [one for one in told.entries if one.kind is EntryKind.WORK])
    _study(profile, [one for one in told.entries if one.kind is EntryKind.STUDY])
    _licences(profile, told.licences)
    _languages(profile, dict(told.languages))
    _skills(profile, skills)
    for kind, names in SECTIONS.items():
        for entry in told.entries:
            if entry.kind is kind:
                _section(profile, names.get(language, names["en"]), entry)
    order = _add(_add(_add(root, "RenderingInformation"), "Design"), "SectionsOrder")
    for section in _ORDER:
        _add(_add(order, "Section"), "Title", section)
    indent(root)
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))


def _add(parent: Element, name: str, text: str = "", *, space: str = _OWN) -> Element:
    child = SubElement(parent, f"{{{space}}}{name}")
    if text:
        # XML has no place for most control characters.
        child.text = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    return child


def _date(parent: Element, name: str, day: date, space: str) -> None:
    _add(_add(parent, name, space=space), "FormattedDateTime", day.isoformat(), space=_HR)


def _work(profile: Element, entries: list[Entry]) -> None:
    history = _add(profile, "EmploymentHistory") if entries else None
    for entry in entries:
        assert history is not None  # noqa: S101 - there are entries
        employer = _add(history, "EmployerHistory")
        _add(employer, "OrganizationName", entry.whose, space=_HR)
        position = _add(employer, "PositionHistory")
        _add(position, "PositionTitle", entry.title).set("typeCode", "FREETEXT")
        period = _add(position, "EmploymentPeriod", space=_EURES)
        if entry.from_on:
            _date(period, "StartDate", entry.from_on, _EURES)
        if entry.until_on:
            _date(period, "EndDate", entry.until_on, _EURES)
        current = "true" if entry.from_on and not entry.until_on else "false"
        _add(period, "CurrentIndicator", current, space=_HR)
        if entry.note:
            _add(position, "Description", entry.note, space=_OA)


def _study(profile: Element, entries: list[Entry]) -> None:
    history = _add(profile, "EducationHistory") if entries else None
    for entry in entries:
        assert history is not None  # noqa: S101 - as above
        school = _add(history, "EducationOrganizationAttendance")
        _add(school, "OrganizationName", entry.whose, space=_HR)
        period = _add(school, "AttendancePeriod")
        if entry.from_on:
            _date(period, "StartDate", entry.from_on, _OWN)
        if entry.until_on:
            _date(period, "EndDate", entry.until_on, _OWN)
        _add(period, "Ongoing", "true" if entry.from_on and not entry.until_on else "false")
        degree = _add(school, "EducationDegree")
        _add(degree, "DegreeName", entry.title, space=_HR)
        if entry.note:
            _add(degree, "OccupationalSkillsCovered", entry.note)


def _licences(profile: Element, licences: Iterable[str]) -> None:
    codes = [one.removeprefix(LICENCE).strip() for one in licences if one.startswith(LICENCE)]
    kept = _add(profile, "Licenses", space=_EURES) if codes else None
    for code in codes:
        assert kept is not None  # noqa: S101 - as above
        _add(_add(kept, "License", space=_EURES), "LicenseTypeCode", code, space=_HR)


def _languages(profile: Element, languages: dict[str, str]) -> None:
    kept = _add(profile, "PersonQualifications") if languages else None
    for code, level in languages.items():
        assert kept is not None  # noqa: S101 - as above
        one = _add(kept, "PersonCompetency")
        known = THREE_LETTERS.get(code)
        named = _add(one, "CompetencyID", known.split()[0] if known else code)
        named.set("schemeName", "NORMAL" if known else "FREE_TEXT")
        _add(one, "TaxonomyID", "language", space=_HR)
        for dimension in _DIMENSIONS if level else ():
            scored = _add(one, "CompetencyDimension", space=_EURES)
            _add(scored, "CompetencyDimensionTypeCode", dimension, space=_HR)
            _add(_add(scored, "Score", space=_EURES), "ScoreText", level, space=_HR)


def _skills(profile: Element, skills: Iterable[str]) -> None:
    names = list(dict.fromkeys(skills))  # the editor refuses the same name twice
    kept = _add(profile, "Skills") if names else None
    for name in names:
        assert kept is not None  # noqa: S101 - as above
        one = _add(kept, "PersonCompetency")
        _add(one, "TaxonomyID", "Digital_Skill", space=_HR)
        _add(one, "CompetencyName", name, space=_HR)


def _section(profile: Element, title: str, entry: Entry) -> None:
    """A section of our own: the editor keeps one entry of each, and joins those with the same title."""
    section = _add(profile, "Others")
    _add(section, "Title", title)
    other = _add(section, "Other")
    _add(other, "Title", f"{entry.title} | {entry.whose}" if entry.whose else entry.title)
    if entry.from_on or entry.until_on:
        days = _add(other, "Date")
        if entry.from_on:
            _date(days, "StartDate", entry.from_on, _OWN)
        if entry.until_on:
            _date(days, "EndDate", entry.until_on, _OWN)
    if entry.note:
        _add(other, "Description", entry.note)
