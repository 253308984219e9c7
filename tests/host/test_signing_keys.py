# SPDX-License-Identifier: EUPL-1.2
"""The keys that sign badges: made once, for their owner's eyes only, and kept when a new one comes."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from overstap.engine.badges.issuing import key_id
from overstap.host.signing_keys import folder, new_signing_key, signing_keys


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSTAP_HOME", str(tmp_path))


def test_the_first_is_made_and_stays() -> None:
    assert signing_keys() == signing_keys()
    (file,) = folder().iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder().stat().st_mode) == 0o700


def test_who_start_at_once_agree_on_one() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = {pool.submit(signing_keys) for _ in range(16)}
    assert len({one.result() for one in made}) == 1


def test_a_new_one_signs_and_the_old_one_stays() -> None:
    (first,) = signing_keys()
    second = new_signing_key()
    assert signing_keys() == (second, first)
    assert key_id(first) != key_id(second)
