# SPDX-License-Identifier: EUPL-1.2
"""The keys that this site signs badges with: made once, in the data folder, readable by their owner only.

One file for each (`badge-keys/0001.pem`, `0002.pem`, …): the newest signs, all are published, so that what an
older one signed still counts.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from overstap.host import folders
from overstap.host.refusals import unusable_folder


def folder() -> Path:
    """Where they are kept (absolute; not made here)."""
    return folders.home() / "badge-keys"


def signing_keys() -> tuple[bytes, ...]:
    """The keys (PEM, PKCS 8, Ed25519), the newest first; the first is made when there is none.

    Raises `InputRefused` when the folder cannot be read or written.
    """
    try:
        files = _files()
        if not files:
            _make(1)
            files = _files()
        return tuple(file.read_bytes() for file in reversed(files))
    except OSError as error:
        raise unusable_folder(folder(), error) from error


def new_signing_key() -> bytes:
    """Makes a key that signs from now on, beside those that are there.

    Raises `InputRefused` as above.
    """
    signing_keys()
    try:
        _make(int(_files()[-1].stem) + 1)
    except OSError as error:
        raise unusable_folder(folder(), error) from error
    return signing_keys()[0]


def _files() -> list[Path]:
    return sorted(file for file in folder().glob("*.pem") if file.stem.isdecimal())


def _make(number: int) -> None:
    """Of two processes that make one at the same time, the first one's stays."""
    folders.make_home()
    folder().mkdir(mode=0o700, exist_ok=True)
    os.chmod(folder(), 0o700)  # noqa: PTH101 - also when it was there
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    folders.write_once(folder() / f"{number:04}.pem", pem.decode("ascii"))
