# SPDX-License-Identifier: EUPL-1.2
"""`overstap badge verify`: what it says of a real, an unchecked and a forged badge, in words and in JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.made_badges import ADDRESS, ED, ISSUER, OTHER, assertion, credential, in_png, jwt, public


def verify(tmp_path: Path, content: bytes, *more: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "badge").write_bytes(content)
    (tmp_path / "keys.json").write_text(json.dumps({"keys": [public(ED)]}))
    keys = ("--keys", str(tmp_path / "keys.json"), "--issuer", ISSUER)
    command = [sys.executable, "-m", "overstap", "badge", "verify", str(tmp_path / "badge"), *keys, *more]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.parametrize("content", [jwt(credential()).encode(), in_png(jwt(credential()))], ids=["jwt", "png"])
def test_a_real_one(content: bytes, tmp_path: Path) -> None:
    done = verify(tmp_path, content, "--json", "--address", ADDRESS)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["check"], told["issuer"], told["name"]) == ("verified", ISSUER, "Klachten behandelen")


def test_one_that_cannot_be_checked(tmp_path: Path) -> None:
    done = verify(tmp_path, json.dumps(assertion()).encode())
    assert "check: unchecked" in done.stdout


def test_a_forged_one_is_refused_in_words_and_in_json(tmp_path: Path) -> None:
    forged = jwt(credential(), OTHER).encode()
    done = verify(tmp_path, forged)
    assert done.returncode == 3
    assert "signature is not right" in done.stderr
    assert verify(tmp_path, b"hello there, no badge").returncode == 3
