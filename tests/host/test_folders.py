# SPDX-License-Identifier: EUPL-1.2
"""The data folder and the key in it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from overstap.engine.problems import InputRefused
from overstap.host import folders


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OVERSTAP_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("OVERSTAP_SECRET_KEY", raising=False)
    return tmp_path / "home"


def test_the_folder_can_be_chosen(home: Path) -> None:
    assert folders.home() == home
    assert folders.make_home().is_dir()


def test_a_folder_that_cannot_be_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("OVERSTAP_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(InputRefused, match="OVERSTAP_HOME") as refused:
        folders.make_home()
    assert "gegevensmap" in refused.value.text("nl")


def test_root_keeps_nothing_in_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OVERSTAP_HOME", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert folders.home() == Path("/var/lib/overstap")


def test_others_keep_it_in_their_own_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("OVERSTAP_HOME", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert tmp_path in folders.home().parents


def test_the_key_is_made_once_and_read_by_its_owner_only(home: Path) -> None:
    key = folders.secret_key()
    assert len(key) >= 64
    assert folders.secret_key() == key
    assert (home / "secret-key").stat().st_mode & 0o777 == 0o600


def test_all_that_start_at_once_agree_on_the_key(home: Path) -> None:
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(folders.secret_key())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_the_environment_may_give_the_key(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSTAP_SECRET_KEY", "given")
    assert folders.secret_key() == "given"
    assert not (home / "secret-key").exists()
