# SPDX-License-Identifier: EUPL-1.2
"""Whatever bytes a pack holds: it is read, or refused in words; never a crash."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from overstap.engine.pack import Limits, Pack, isolated, read_pack, write_pack
from overstap.engine.pack.findings import Findings
from overstap.engine.problems import InputRefused

_SPLICES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b'"', b",", b"\n", b"\r", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"nan", b"{", b"[[[", b"1e999"]
    ),
)
_DAMAGE = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), _SPLICES), min_size=1, max_size=4)
_SETTINGS = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def damaged(data: bytes, damage: list[tuple[float, int, bytes]]) -> bytes:
    """`data` with a few stretches replaced: where (as a share), how many bytes, by what."""
    for share, length, splice in damage:
        start = int(share * len(data))
        data = data[:start] + splice + data[start + length :]
    return data


def read_or_refused(path: Path) -> Pack | InputRefused:
    try:
        return read_pack(path)
    except InputRefused as error:
        refused = error
    assert refused.total >= len(refused.problems) >= 1
    for problem in refused.problems:
        for language in ("nl", "en"):
            assert problem.reason[language]
            text = problem.text(language)
            assert not {"\n", "\r", "\0"} & set(text)
            assert text.encode("utf-8")
    return refused


def as_files(pack: Pack, tmp: Path, format: str) -> dict[str, bytes]:
    write_pack(pack, tmp / f"source-{format}", format=format)
    return {file.name: file.read_bytes() for file in (tmp / f"source-{format}").iterdir()}


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("damage")


@pytest.mark.parametrize(("format", "examples"), [("csv", 150), ("parquet", 20)])
def test_a_damaged_file(pack, scratch, format, examples):
    files = as_files(pack, scratch, format)
    target = scratch / f"damaged-{format}"
    target.mkdir()

    # Every reading of Parquet starts a process, so there are fewer of those.
    @settings(_SETTINGS, max_examples=examples)
    @given(name=st.sampled_from(sorted(files)), damage=_DAMAGE)
    def check(name, damage):
        for file, data in files.items():
            (target / file).write_bytes(damaged(data, damage) if file == name else data)
        read_or_refused(target)

    check()


_KILLED_BY_THE_SECOND = """
import os, sys
for name in sys.argv[1:]:
    if open(name, "rb").read() == b"deadly":
        os.abort()
    sys.argv[1:] = [name]
    exec(PROGRAM)
"""


def test_a_file_that_kills_the_reader_is_refused_and_the_rest_is_read(monkeypatch, pack, scratch):
    files = as_files(pack, scratch, "parquet")
    program = f"PROGRAM = {isolated._PROGRAM!r}\n{_KILLED_BY_THE_SECOND}"
    monkeypatch.setattr(isolated, "_PROGRAM", program)
    packed = {"a": files["skills.parquet"], "b": b"deadly", "c": b"damaged", "d": files["people.parquet"]}
    findings = Findings()
    with isolated.unpacked_parquet(packed, findings, Limits()) as frames:
        assert {name: frame is not None for name, frame in frames.items()} == {
            "a": True,
            "b": False,
            "c": False,
            "d": True,
        }
    assert findings.total == 2


def test_parquet_that_unpacks_to_too_much(pack, scratch):
    people = dict(pack.table("people")[0], story_en="word " * 20_000)
    large = dataclasses.replace(pack, tables={**pack.tables, "people": (people,)})
    write_pack(large, scratch / "large.zip", format="parquet")
    with pytest.raises(InputRefused, match=r"people\.parquet: is too large") as caught:
        read_pack(scratch / "large.zip", limits=Limits(unpacked=80_000))
    assert caught.value.total == 1


def test_a_damaged_zip(pack, scratch):
    write_pack(pack, scratch / "good.zip")
    data = (scratch / "good.zip").read_bytes()

    @_SETTINGS
    @given(damage=_DAMAGE)
    def check(damage):
        (scratch / "bad.zip").write_bytes(damaged(data, damage))
        read_or_refused(scratch / "bad.zip")

    check()


@_SETTINGS
@given(
    descriptor=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "name",
                        "title",
                        "titles",
                        "languages",
                        "version",
                        "licenses",
                        "resources",
                        "path",
                        "schema",
                        "fields",
                        "format",
                        "encoding",
                        "dialect",
                        "type",
                        "nl",
                    ]
                ),
                inner,
                max_size=8,
            )
        ),
        max_leaves=25,
    )
)
def test_any_json_for_a_descriptor(tmp_path_factory, descriptor):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("datapackage.json", json.dumps(descriptor))
        archive.writestr("skills.csv", "id\n")
    path = tmp_path_factory.getbasetemp() / "any-descriptor.zip"
    path.write_bytes(data.getvalue())
    assert isinstance(read_or_refused(path), InputRefused)


@_SETTINGS
@given(data=st.binary(max_size=200))
def test_any_bytes_for_a_zip(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.zip"
    path.write_bytes(data)
    assert isinstance(read_or_refused(path), InputRefused)
