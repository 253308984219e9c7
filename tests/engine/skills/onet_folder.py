# SPDX-License-Identifier: EUPL-1.2
"""A small O*NET download for tests: a cook, a chef and a clerk, in the shape of release 29.1."""

from __future__ import annotations

from pathlib import Path

COOK, CHEF, CLERK = "35-2014.00", "35-1011.00", "43-4051.00"

_RATED = (
    "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tRecommend Suppress\tNot Relevant\n"
    f"{COOK}\t2.A.1.a\tReading Comprehension\tIM\t2.50\tN\tn/a\n"
    f"{COOK}\t2.A.1.a\tReading Comprehension\tLV\t2.00\tN\tN\n"
    f"{CHEF}\t2.A.1.a\tReading Comprehension\tIM\t3.20\tN\tn/a\n"
    f"{CHEF}\t2.A.1.a\tReading Comprehension\tLV\t3.10\tN\tN\n"
    f"{CLERK}\t2.A.1.a\tReading Comprehension\tIM\t4.10\tN\tn/a\n"
    f"{CLERK}\t2.A.1.a\tReading Comprehension\tLV\t4.00\tN\tN\n"
)
_SPEAKING = f"{CLERK}\t2.A.1.d\tSpeaking\tIM\t4.00\tY\tn/a\n"
FILES = {
    "Read Me.txt": "O*NET 29.1 Database\nNovember 2024 Release\n",
    "Occupation Data.txt": (
        "O*NET-SOC Code\tTitle\tDescription\n"
        f"{COOK}\tCooks\tPrepare and cook meals in a kitchen.\n"
        f"{CHEF}\tChefs\tDirect the kitchen and prepare and cook meals.\n"
        f"{CLERK}\tClerks\tAnswer questions of customers by telephone.\n"
    ),
    "Alternate Titles.txt": (
        "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n"
        f"{COOK}\tLine Cook\tn/a\t02\n{COOK}\tLine Cook\tn/a\t08\n{CHEF}\tHead Cook\tn/a\t02\n"
    ),
    "DWA Reference.txt": (
        "Element ID\tIWA ID\tDWA ID\tDWA Title\n"
        "4.A.3.a\t4.A.3.a.I01\t4.A.3.a.I01.D01\tCook foods.\n"
        "4.A.4.a\t4.A.4.a.I01\t4.A.4.a.I01.D01\tAnswer telephones.\n"
        "4.A.4.b\t4.A.4.b.I01\t4.A.4.b.I01.D01\tDirect kitchen staff.\n"
    ),
    "Task Statements.txt": (
        "O*NET-SOC Code\tTask ID\tTask\tTask Type\n"
        f"{COOK}\t1\tCook the meals.\tCore\n{CHEF}\t2\tCook when it is busy.\tSupplemental\n"
        f"{CHEF}\t3\tLead the cooks.\tCore\n{CLERK}\t4\tAnswer the telephone.\tCore\n"
        "99-9999.00\t5\tOf an occupation that is not there.\tCore\n"
    ),
    "Tasks to DWAs.txt": (
        "O*NET-SOC Code\tTask ID\tDWA ID\n"
        f"{COOK}\t1\t4.A.3.a.I01.D01\n{CHEF}\t2\t4.A.3.a.I01.D01\n{CHEF}\t3\t4.A.4.b.I01.D01\n"
        f"{CLERK}\t4\t4.A.4.a.I01.D01\n{CLERK}\t4\tgone\n"
    ),
    "Skills.txt": _RATED + _SPEAKING,
    "Job Zones.txt": (
        f"O*NET-SOC Code\tJob Zone\tDate\n{COOK}\t2\t08/2023\n{CHEF}\t3\t08/2023\n{CLERK}\t2\t08/2023\n"
    ),
    "Related Occupations.txt": (
        f"O*NET-SOC Code\tRelated O*NET-SOC Code\tRelatedness Tier\tIndex\n{COOK}\t{CHEF}\tPrimary-Short\t1\n"
    ),
    "Interests.txt": (
        "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\n"
        + "".join(
            f"{code}\t1.B.1.{letter}\t{name}\tOI\t{value}\n"
            for code, values in {COOK: (6, 2, 3, 3, 2, 4), CHEF: (6, 2, 3, 3, 5, 3)}.items()
            for letter, name, value in zip(
                "abcdef",
                ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"),
                values,
                strict=True,
            )
        )
    ),
    "Education, Training, and Experience.txt": (
        "O*NET-SOC Code\tElement ID\tScale ID\tCategory\tData Value\n"
        f"{COOK}\t2.D.1\tRL\t1\t60.0\n{COOK}\t2.D.1\tRL\t2\t40.0\n{COOK}\t3.A.1\tRW\t1\t9.0\n"
    ),
}


def renamed(files: dict[str, str]) -> dict[str, str]:
    """The same as release 30.3 calls it: skills in two files, other names."""
    names = {
        "Alternate Titles.txt": "Job Titles.txt",
        "Interests.txt": "Career Interest Types.txt",
        "Education, Training, and Experience.txt": "Education.txt",
        "Skills.txt": "Essential Skills.txt",
    }
    found = {names.get(name, name): content for name, content in files.items()}
    found["Job Titles.txt"] = found["Job Titles.txt"].replace("Alternate Title", "Job Title")
    found["Essential Skills.txt"] = _RATED
    found["Transferable Skills.txt"] = _RATED.splitlines()[0] + "\n" + _SPEAKING
    found["Read Me.txt"] = "O*NET 30.3 Database\nMay 2026 Release\n"
    return found


def onet_folder(path: Path, files: dict[str, str] = FILES) -> Path:
    """Writes a download and says where."""
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).write_text(content, encoding="utf-8")
    return path
