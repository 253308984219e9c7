# SPDX-License-Identifier: EUPL-1.2
"""Reads a Europass CV: the `Candidate` XML of the present editor, and the older `SkillsPassport`, XML or JSON.

Taken over: work, study, certificates, volunteer work, languages with their level, driving licences, and what
somebody says they can. Who somebody is (name, address, birth, sex, nationality, photo) is never taken over, and
neither is what we have no place for; `left_out` tells which of that the file held.

Namespaces and element names: the Europass XML schema documentation (DG EMPL) and files of the editor itself.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date

from overstap.engine.documents.entries import (
    ENTRIES_AT_MOST,
    NOTE_AT_MOST,
    TITLE_AT_MOST,
    Entry,
    EntryKind,
    Told,
)
from overstap.engine.documents.europass_names import CODE_OF, LEFT_OUT, LICENCE, SECTION_KIND
from overstap.engine.documents.languages import languages_in
from overstap.engine.documents.parts import Part, part_of_json, part_of_tree
from overstap.engine.masking import without_contact

_LEVEL = re.compile(r"[ABC][12]")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_OURS = {"DocumentID", "Languagecode", "ID", "RenderingInformation", "CandidateSupplier", "Schemalocation"}


def europass_tree(tree: Sequence[object] | None) -> Told | None:
    """What XML tells, when it is a Europass CV; else `None`."""
    if tree is None:
        return None
    name, part = part_of_tree(tree)
    return _read(name, part)


def europass_json(value: object) -> Told | None:
    """What JSON tells, when it is a Europass CV; else `None`."""
    part = part_of_json(value)
    for name in ("SkillsPassport", "Candidate"):
        for one in part.all(name):
            return _read(name, one)
    return _read("SkillsPassport", part) if "LearnerInfo" in part.parts else None


def _read(name: str, root: Part) -> Told | None:
    if name == "Candidate":
        profiles = list(root.all("CandidateProfile"))
        return _told(_Candidate(root, profiles[0] if profiles else Part()))
    if name == "SkillsPassport":
        return _told(_SkillsPassport(root, next(root.all("LearnerInfo"), Part())))
    return None


def _told(reader: _Reader) -> Told:
    entries = [one for one in reader.entries() if one.title][:ENTRIES_AT_MOST]
    said = [text for text in reader.texts() if text]
    lines = [f"{one.title}. {one.note}".strip() for one in entries]
    return Told(
        without_contact("\n\n".join([*said, *lines])),
        tuple(entries),
        tuple(reader.languages().items()),
        tuple(f"{LICENCE} {code}" for code in reader.licences()),
        tuple(dict.fromkeys(reader.left_out())),
    )


def _entry(kind: EntryKind, title: str, whose: str, days: tuple[date | None, date | None], note: str) -> Entry:
    begin, end = days
    if begin and end and begin > end:
        begin = end = None
    clean = without_contact(note)[:NOTE_AT_MOST]
    return Entry(kind, title.replace("\n", " ")[:TITLE_AT_MOST], whose[:TITLE_AT_MOST], begin, end, clean)


def day_of(said: str, *, last: bool) -> date | None:
    """A day as Europass writes it: a year, a month or a day of one; `last`: the last day of what is told.

    >>> day_of("2019-02", last=True)
    datetime.date(2019, 2, 28)
    """
    found = _DAY.match(said)
    if not found or not 1900 <= int(found[1]) <= 2100:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if not 1 <= month <= 12:
        return date(year, 12, 31) if last else date(year, 1, 1)
    most = calendar.monthrange(year, month)[1]
    return date(year, month, min(day, most) if day else (most if last else 1))


class _Reader:
    def __init__(self, root: Part, told: Part) -> None:
        self.root, self.told = root, told

    def entries(self) -> Iterator[Entry]:
        raise NotImplementedError

    def texts(self) -> Iterator[str]:
        raise NotImplementedError

    def languages(self) -> dict[str, str]:
        raise NotImplementedError

    def licences(self) -> Iterator[str]:
        raise NotImplementedError

    def left_out(self) -> Iterator[str]:
        raise NotImplementedError


class _Candidate(_Reader):
    """The present form, after HR-XML 3."""

    def entries(self) -> Iterator[Entry]:
        for employer in self.told.all("EmploymentHistory", "EmployerHistory"):
            for position in employer.all("PositionHistory"):
                days = self._days(position, "EmploymentPeriod")
                whose, note = employer.said("OrganizationName"), position.said("Description")
                yield _entry(EntryKind.WORK, position.said("PositionTitle"), whose, days, note)
        for school in self.told.all("EducationHistory", "EducationOrganizationAttendance"):
            title = school.said("EducationDegree", "DegreeName") or school.said("ProgramName")
            note = school.said("EducationDegree", "OccupationalSkillsCovered")
            days = self._days(school, "AttendancePeriod")
            yield _entry(EntryKind.STUDY, title, school.said("OrganizationName"), days, note)
        for one in self.told.all("Certifications", "Certification"):
            title, whose = one.said("CertificationName"), one.said("IssuingAuthority", "Name")
            yield _entry(EntryKind.CERTIFICATE, title, whose, (None, None), one.said("Description"))
        for section in self.told.all("Others"):
            kind = SECTION_KIND.get(section.said("Title").lower())
            for one in section.all("Other") if kind else ():
                title, _, whose = one.said("Title").partition(" | ")
                yield _entry(
                    kind or EntryKind.WORK, title, whose, self._days(one, "Date"), one.said("Description")
                )

    def _days(self, part: Part, name: str) -> tuple[date | None, date | None]:
        start = part.said(name, "StartDate", "FormattedDateTime") or part.said(name, "StartDate")
        end = part.said(name, "EndDate", "FormattedDateTime") or part.said(name, "EndDate")
        return day_of(start, last=False), day_of(end, last=True)

    def texts(self) -> Iterator[str]:
        yield self.told.said("ExecutiveSummary")
        for name in ("CommunicationAndInterpersonalSkills", "ManagementAndLeadershipSkills"):
            yield from self._below(name)
        for name in ("OrganisationalSkills", "DigitalSkills", "Skills"):
            yield from self._below(name)
        for section in self.told.all("Others"):
            if section.said("Title").lower() not in SECTION_KIND:
                yield from (f"{one.said('Title')}. {one.said('Description')}" for one in section.all("Other"))

    def _below(self, name: str) -> Iterator[str]:
        for part in self.told.all(name):
            for competency in (*part.all("PersonCompetency"), *part.all("SkillsGroup", "PersonCompetency")):
                yield competency.said("CompetencyName")
            yield part.said("Description")

    def languages(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in self.root.all("CandidatePerson", "PrimaryLanguageCode"):
            found.update(dict.fromkeys(_codes(one.text), "C2"))
        for one in self.told.all("PersonQualifications", "PersonCompetency"):
            if one.said("TaxonomyID").lower() == "language":
                scores = [score.text for score in one.all("CompetencyDimension", "Score", "ScoreText")]
                for code in _codes(one.said("CompetencyID") or one.said("CompetencyName")):
                    found[code] = max(found.get(code, ""), _lowest(scores))
        return found

    def licences(self) -> Iterator[str]:
        for one in self.told.all("Licenses", "License", "LicenseTypeCode"):
            yield one.text.strip()

    def left_out(self) -> Iterator[str]:
        for name in next(self.root.all("CandidatePerson"), Part()).parts:
            if name != "PrimaryLanguageCode":
                yield LEFT_OUT.get(name, "other")
        taken = {"EmploymentHistory", "EducationHistory", "Certifications", "Others", "ExecutiveSummary"}
        taken |= {
            "CommunicationAndInterpersonalSkills",
            "ManagementAndLeadershipSkills",
            "OrganisationalSkills",
        }
        taken |= {"DigitalSkills", "Skills", "PersonQualifications", "Licenses"} | _OURS
        for name, parts in self.told.parts.items():
            if name not in taken and any(part.parts or part.text.strip() for part in parts):
                yield LEFT_OUT.get(name, "other")
        if len(list(self.root.all("CandidateProfile"))) > 1:
            yield "other-languages"


class _SkillsPassport(_Reader):
    """The older form, XML and JSON."""

    def entries(self) -> Iterator[Entry]:
        for one in self.told.all("WorkExperience"):
            title = one.said("Position", "Label") or one.said("Position")
            whose, note = one.said("Employer", "Name"), one.said("Activities")
            yield _entry(EntryKind.WORK, title, whose, self._days(one), note)
        for one in self.told.all("Education"):
            title, whose = one.said("Title"), one.said("Organisation", "Name")
            yield _entry(EntryKind.STUDY, title, whose, self._days(one), one.said("Activities"))
        for one in self.told.all("Achievement"):
            if one.said("Title", "Code") in ("certifications", "courses"):
                for line in one.said("Description").splitlines():
                    yield _entry(EntryKind.CERTIFICATE, line, "", (None, None), "")

    def _days(self, part: Part) -> tuple[date | None, date | None]:
        begin, end = (self._day(part, which) for which in ("From", "To"))
        return day_of(begin, last=False), day_of(end, last=True)

    def _day(self, part: Part, which: str) -> str:
        # In XML a month is written "--03" and a day "---15".
        said = [part.said("Period", which, name).strip("-") for name in ("Year", "Month", "Day")]
        return "-".join(said[: said.index("")] if "" in said else said)

    def texts(self) -> Iterator[str]:
        yield self.told.said("Headline", "Description", "Label") or self.told.said("Headline", "Description")
        for name in ("Communication", "Organisational", "JobRelated", "Computer", "Other"):
            yield self.told.said("Skills", name, "Description")

    def languages(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in self.told.all("Skills", "Linguistic", "MotherTongue", "Description"):
            found.update(dict.fromkeys(_codes(one.said("Code") or one.said("Label")), "C2"))
        for one in self.told.all("Skills", "Linguistic", "ForeignLanguage"):
            levels = [part.text for level in one.all("ProficiencyLevel") for part in _leaves(level)]
            named = one.said("Description", "Code") or one.said("Description", "Label")
            for code in _codes(named):
                found[code] = max(found.get(code, ""), _lowest(levels))
        return found

    def licences(self) -> Iterator[str]:
        for one in self.told.all("Skills", "Driving", "Description"):
            yield from (leaf.text.strip() for leaf in _leaves(one) if leaf.text.strip())

    def left_out(self) -> Iterator[str]:
        for one in self.told.all("Identification"):
            for name in one.parts:
                if name == "Demographics":
                    yield from (LEFT_OUT.get(inner, "other") for part in one.all(name) for inner in part.parts)
                else:
                    yield LEFT_OUT.get(name, "other")
        for name in self.told.parts:
            if name not in (
                "Identification",
                "Headline",
                "WorkExperience",
                "Education",
                "Skills",
                "Achievement",
            ):
                yield LEFT_OUT.get(name, "other")
        codes = {one.said("Title", "Code") for one in self.told.all("Achievement")}
        if codes - {"certifications", "courses"}:
            yield "achievements"


def _leaves(part: Part) -> Iterator[Part]:
    if not part.parts:
        yield part
    for found in part.parts.values():
        for one in found:
            yield from _leaves(one)


def _codes(said: str) -> list[str]:
    """Our code of a language that is told by a code of two or three letters, or by its name."""
    code = CODE_OF.get(said.strip().lower())
    return [code] if code else [found for found, _level in languages_in(said)]


def _lowest(scores: Sequence[str]) -> str:
    """One level out of those for listening, reading, talking and writing: never more than was said."""
    return min((found[0] for score in scores if (found := _LEVEL.search(score))), default="")
