# SPDX-License-Identifier: EUPL-1.2
"""Settings from the environment."""

from __future__ import annotations

import pytest

from overstap.engine.problems import InputRefused
from overstap.host import environment


def test_an_unknown_name_is_a_fault_in_the_program() -> None:
    with pytest.raises(KeyError):
        environment.read("OVERSTAP_NO_SUCH_THING")


@pytest.mark.parametrize(
    ("said", "meant"), [("yes", True), ("1", True), (" On ", True), ("", False), ("no", False)]
)
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, said: str, meant: bool) -> None:
    monkeypatch.setenv("OVERSTAP_HTTPS", said)
    assert environment.read_yes("OVERSTAP_HTTPS") is meant


def test_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSTAP_HTTPS", "perhaps")
    with pytest.raises(InputRefused, match="OVERSTAP_HTTPS") as refused:
        environment.read_yes("OVERSTAP_HTTPS")
    assert "perhaps" in refused.value.text("nl")


def test_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSTAP_HOSTS", "a.example, b.example,")
    assert environment.read_list("OVERSTAP_HOSTS") == ["a.example", "b.example"]


def test_a_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSTAP_LOG_LEVEL", "warning")
    assert environment.read_choice("OVERSTAP_LOG_LEVEL", ("INFO", "WARNING")) == "WARNING"
    monkeypatch.setenv("OVERSTAP_LOG_LEVEL", "loud")
    with pytest.raises(InputRefused, match="INFO, WARNING"):
        environment.read_choice("OVERSTAP_LOG_LEVEL", ("INFO", "WARNING"))
