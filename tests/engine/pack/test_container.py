# SPDX-License-Identifier: EUPL-1.2
"""Folders and zip files that are not what they should be, and what `datapackage.json` may not say."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from overstap.engine.pack import Limits, read_pack
from overstap.engine.problems import InputRefused


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(InputRefused) as caught:
        read_pack(path, limits=limits)
    assert "\n" not in caught.value.problems[0].text("nl")
    return caught.value.text("en")


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    return target


def test_nothing_there(tmp_path):
    assert "does not exist" in refused(tmp_path / "none")
    assert "does not exist" in refused(tmp_path / ("x" * 5000))
    assert "datapackage.json: is missing" in refused(tmp_path)


def test_no_zip(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear")
    assert "neither a folder nor" in refused(tmp_path / "letter.txt")


def test_a_pipe_is_not_waited_for(folder, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "neither a folder nor" in refused(tmp_path / "pipe")
    (folder / "people.csv").unlink()
    os.mkfifo(folder / "people.csv")
    assert "people.csv: is not an ordinary file" in refused(folder)


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path):
    (tmp_path / "secret.csv").write_bytes((folder / "people.csv").read_bytes())
    (folder / "people.csv").unlink()
    (folder / "people.csv").symlink_to(tmp_path / "secret.csv")
    assert "people.csv: is not an ordinary file" in refused(folder)


@pytest.mark.parametrize("name", ["../evil.csv", "/evil.csv", "a/../../evil.csv", "..\\evil.csv", "c:evil.csv"])
def test_a_member_that_points_outside(folder, tmp_path, name):
    path = zipped(folder, tmp_path / "pack.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "id\n")
    assert "unsafe name" in refused(path)


def test_a_link_in_a_zip(folder, tmp_path):
    (folder / "people.csv").unlink()
    path = zipped(folder, tmp_path / "pack.zip")
    member = zipfile.ZipInfo("people.csv")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(member, "/etc/passwd")
    assert "people.csv: is not an ordinary file" in refused(path)


def test_a_member_twice(folder, tmp_path):
    path = zipped(folder, tmp_path / "pack.zip")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("people.csv", "id\n")
    assert "people.csv: stands in the zip file twice" in refused(path)


def test_a_bomb(folder, tmp_path):
    path = zipped(folder, tmp_path / "pack.zip")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notes.txt", b"\0" * 2**25)
    assert "suspicious" in refused(path)


def test_limits(folder):
    assert "people.csv: is too large" in refused(
        folder, Limits(file=(folder / "people.csv").stat().st_size - 1)
    )
    assert "made: is too large" in refused(folder, Limits(total=5000))
    assert "more than 3 files" in refused(folder, Limits(files=3))


@pytest.mark.parametrize("flag", ["encrypted", "compressed"])
def test_what_cannot_be_unpacked(folder, tmp_path, flag):
    path = zipped(folder, tmp_path / "pack.zip")
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + (8 if flag == "encrypted" else 10)] = 1 if flag == "encrypted" else 12
    path.write_bytes(data)
    assert flag in refused(path)


def test_a_damaged_member(folder, tmp_path):
    path = zipped(folder, tmp_path / "pack.zip")
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    assert "cannot be read" in refused(path)


def edited(folder: Path, edit) -> str:
    file = folder / "datapackage.json"
    content = json.loads(file.read_text())
    edit(content)
    file.write_text(json.dumps(content))
    return refused(folder)


EDITS = [
    (lambda d: d.pop("name"), "name is missing"),
    (lambda d: d.update(name="Made Up"), "column name: “Made Up”"),
    (lambda d: d.pop("version"), "version is missing"),
    (lambda d: d.update(version=1), "column version: “1”"),
    (lambda d: d.pop("languages"), "languages is missing"),
    (lambda d: d.update(languages=["nl", "nl"]), "column languages"),
    (lambda d: d.update(languages="nl"), "column languages"),
    (lambda d: d.update(licenses=[]), "column licenses"),
    (lambda d: d.update(titles={"fr": "Inventé"}), "column titles: “fr”"),
    (lambda d: (d.pop("titles"), d.pop("title")), "title is missing"),
    (lambda d: d.update(resources={}), "column resources"),
    (lambda d: d["resources"].append(3), "resources[18]"),
    (lambda d: d["resources"].append({"name": "peple", "path": "people.csv"}), "Do you mean “people”?"),
    (lambda d: d["resources"].append(d["resources"][0]), "resources[18].name: “sources” is listed twice"),
    (lambda d: d["resources"].pop(0), "required table sources is missing"),
    (lambda d: d["resources"].pop(), "person_skills.csv: does not belong"),
    (lambda d: d["resources"][0].update(path="../sources.csv"), "unsafe"),
    (lambda d: d["resources"][0].update(path="sources.xlsx"), "neither .csv nor .parquet"),
    (lambda d: d["resources"][0].update(path="source.csv"), "no such file"),
    (lambda d: d["resources"][0].update(path=["sources.csv"]), "must be a file name"),
    (lambda d: d["resources"][0].update(path="people.csv"), "listed twice"),
    (lambda d: d["resources"][0].update(encoding="latin-1"), "encoding must be utf-8"),
    (lambda d: d["resources"][0].update(format="parquet"), "format must be csv"),
    (lambda d: d["resources"][0].update(dialect={"delimiter": ";"}), "semicolons"),
    (lambda d: d["resources"][0]["schema"]["fields"][0].update(type="integer"), "type must be string"),
]


@pytest.mark.parametrize(("edit", "said"), EDITS)
def test_what_the_descriptor_may_not_say(folder, edit, said):
    assert said in edited(folder, edit)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff\xfe{", b"[" * 100_000, b'{"version": ' + b"9" * 9999 + b"}", b'"\\ud800"']
)
def test_no_descriptor_at_all(folder, data):
    (folder / "datapackage.json").write_bytes(data)
    assert refused(folder).startswith("datapackage.json")


def test_a_missing_required_table_is_told_once(folder):
    (folder / "skills.csv").unlink()
    assert refused(folder).splitlines() == [
        "skills.csv: is listed in datapackage.json, but there is no such file. "
        "Add the file or take the entry away."
    ]


def test_a_stray_file(folder):
    (folder / "old.csv").write_text("id\n")
    (folder / ".DS_Store").write_bytes(b"\0")
    assert refused(folder).startswith("old.csv: does not belong in a pack")
