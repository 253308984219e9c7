# SPDX-License-Identifier: EUPL-1.2
"""Files of an index: shared, exact, and refused whenever they are not what they should be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from overstap.engine.generate.country import Shape, make_language, make_openings
from overstap.engine.matching.large import segments as living
from overstap.engine.matching.large.index import Question, build_opening_index
from overstap.engine.matching.large.joining import arrays_in, some_of
from overstap.engine.matching.large.storage import map_index, save_index
from overstap.engine.problems import InputRefused

SHAPE = Shape(skills=300, occupations=20, places=10, certificates=4)
LANGUAGE = make_language(SHAPE, 3)
OPENINGS = make_openings(LANGUAGE, 2000, SHAPE, 3)
NEAR = LANGUAGE.similarity[[3, 50, 90]].max(axis=0).todense().ravel()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / save_index(build_opening_index(OPENINGS, LANGUAGE.attitudes), tmp_path, "esco")


def test_what_is_mapped_is_read_only_and_needs_no_copy(file):
    index = map_index(file, "esco")
    assert not index.lists.posts.flags.writeable
    assert not index.lists.posts.flags.owndata


def test_a_million_openings_stay_under_a_hundred_megabytes():
    """Per opening: the parts that do not grow with the number of openings are left out."""
    index = build_opening_index(OPENINGS, LANGUAGE.attitudes)
    grows = (*index.lists._replace(starts=index.ids[:0]), *index.columns, index.scaled, index.ids)
    starts = 16 * 3 * 14_000 * 4
    assert sum(array.nbytes for array in grows) / len(index) * 1e6 + starts < 100e6


@pytest.mark.parametrize("at", [0, 9, 45, 70, -1])
def test_one_flipped_bit_is_noticed(file, at):
    content = bytearray(file.read_bytes())
    content[at] ^= 4
    file.write_bytes(content)
    with pytest.raises(InputRefused, match="not an index that can be used"):
        map_index(file, "esco")


@pytest.mark.parametrize("size", [0, 5, 47, 1000])
def test_a_file_cut_short_is_refused(file, size):
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(InputRefused):
        map_index(file, "esco")


def test_an_index_for_another_language_is_refused(file):
    with pytest.raises(InputRefused, match="made for other data"):
        map_index(file, "onet")


def test_another_version_is_refused(file, monkeypatch):
    monkeypatch.setattr("overstap.engine.matching.large.storage.VERSION", 2)
    with pytest.raises(InputRefused, match="other version"):
        map_index(file, "esco")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputRefused, match="missing"):
        map_index(tmp_path / "none", "esco")


def test_arrays_come_back_out_of_an_index():
    back = arrays_in(build_opening_index(OPENINGS, LANGUAGE.attitudes))
    for name in (
        "ids",
        "indptr",
        "skills",
        "importance",
        "kind",
        "hours_low",
        "hours_high",
        "starts",
        "closes",
    ):
        np.testing.assert_array_equal(getattr(back, name), getattr(OPENINGS, name))
    assert [back.certificate_sets[one] for one in back.certificates] == [
        OPENINGS.certificate_sets[one] for one in OPENINGS.certificates
    ]
    np.testing.assert_array_equal(
        np.append(back.latitude, np.nan)[back.place], np.append(OPENINGS.latitude, np.nan)[OPENINGS.place]
    )


def test_nothing_new_gives_the_same_object_and_a_change_is_seen(tmp_path):
    mine = living.create(tmp_path, OPENINGS, LANGUAGE.attitudes, "esco")
    assert living.open_segments(tmp_path, "esco", mine) is mine
    living.remove(mine, OPENINGS.ids[:5])
    newer = living.open_segments(tmp_path, "esco", mine)
    assert newer.generation == mine.generation + 1
    assert len(newer) == len(mine) - 5


def test_removing_what_is_not_there_changes_nothing(tmp_path):
    mine = living.create(tmp_path, OPENINGS, LANGUAGE.attitudes, "esco")
    assert living.remove(mine, np.array([-5, 10**9])) is mine


def test_who_had_it_open_goes_on_after_a_merge(tmp_path):
    mine = living.create(tmp_path, some_of(OPENINGS, np.arange(1500)), LANGUAGE.attitudes, "esco")
    mine = living.add(mine, some_of(OPENINGS, np.arange(1500, 2000)))
    before = mine.best(Question(NEAR), 30)
    after = living.finish_merge(mine, living.merge(mine))
    assert len(after.parts) == 1
    for index in (mine, after):
        assert index.best(Question(NEAR), 30).ids.tolist() == before.ids.tolist()


def test_a_merge_for_segments_that_are_no_more_changes_nothing(tmp_path):
    mine = living.create(tmp_path, OPENINGS, LANGUAGE.attitudes, "esco")
    mine = living.remove(mine, OPENINGS.ids[:9])
    file = living.merge(mine)
    anew = living.create(tmp_path, some_of(OPENINGS, np.arange(100)), LANGUAGE.attitudes, "esco")
    assert living.finish_merge(mine, file).manifest == anew.manifest


def test_a_damaged_segment_is_refused_so_that_it_is_built_again(tmp_path):
    mine = living.create(tmp_path, OPENINGS, LANGUAGE.attitudes, "esco")
    file = tmp_path / mine.manifest.segments[0].file
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with pytest.raises(InputRefused):
        living.open_segments(tmp_path, "esco")
    assert len(living.create(tmp_path, OPENINGS, LANGUAGE.attitudes, "esco")) == len(OPENINGS)


def test_an_index_without_some_of_its_openings_is_not_written(tmp_path):
    index = build_opening_index(OPENINGS, LANGUAGE.attitudes).without(OPENINGS.ids[:1])
    with pytest.raises(ValueError, match="cannot be written"):
        save_index(index, tmp_path, "esco")


WRITES_ON_AND_ON = """
import sys
from pathlib import Path
import numpy as np
from overstap.engine.matching.large import segments as living
from overstap.engine.matching.large.joining import some_of
from tests.contracts.test_index_files import LANGUAGE, OPENINGS
mine = living.create(Path(sys.argv[1]), OPENINGS, LANGUAGE.attitudes, "esco")
print("writing", flush=True)
while True:
    for start in range(0, 2000, 100):
        mine = living.add(mine, some_of(OPENINGS, np.arange(start, start + 100)))
        if len(mine.parts) > 4:
            mine = living.finish_merge(mine, living.merge(mine))
"""


@pytest.mark.parametrize("moment", [0.02, 0.11, 0.3])
def test_a_writer_killed_at_any_moment_leaves_a_whole_index(tmp_path, moment):
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITES_ON_AND_ON, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "."},
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        time.sleep(moment)
        writer.send_signal(signal.SIGKILL)
    left = living.open_segments(tmp_path, "esco")
    whole = build_opening_index(OPENINGS, LANGUAGE.attitudes).best(Question(NEAR), 2000)
    assert left.best(Question(NEAR), 2000).ids.tolist() == whole.ids.tolist()
    living.sweep(left)
    assert {one.name for one in tmp_path.iterdir()} == {
        living.MANIFEST,
        *(name for one in left.manifest.segments for name in (one.file, one.gone) if name),
    }
