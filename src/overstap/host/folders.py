# SPDX-License-Identifier: EUPL-1.2
"""Where Overstap keeps what it remembers on this machine."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

import platformdirs

from overstap.host import environment
from overstap.host.refusals import unusable_folder

ROOTS_HOME = Path("/var/lib/overstap")
"""Root's data folder. PostgreSQL refuses to run as root, and another user must not have to enter /root."""


def home() -> Path:
    """The data folder (absolute; not made here)."""
    chosen = environment.read("OVERSTAP_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return ROOTS_HOME
    return platformdirs.user_data_path("overstap", appauthor=False).absolute()


def cache() -> Path:
    """Where what can always be made again is kept between commands (absolute; not made here)."""
    if environment.read("OVERSTAP_HOME"):
        return home() / "cache"
    return platformdirs.user_cache_path("overstap", appauthor=False).absolute()


def make_home() -> Path:
    """The data folder, made when it is not there.

    Raises:
        InputRefused: it cannot be made or written in.
    """
    folder = home()
    try:
        # Others may pass through (PostgreSQL may run as a user of its own) but not look around.
        folder.mkdir(parents=True, exist_ok=True, mode=0o711)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise unusable_folder(folder, error) from error
    return folder


def secret_key() -> str:
    """The key that signs sessions and forms: from the environment, else made once in the data folder.

    The file is readable by its owner only. Two processes that start at once agree on one key.
    """
    chosen = environment.read("OVERSTAP_SECRET_KEY")
    if chosen:
        return chosen
    file = make_home() / "secret-key"
    if not file.exists():
        write_once(file, secrets.token_urlsafe(64))
    return file.read_text(encoding="ascii").strip()


def write_once(file: Path, text: str) -> None:
    """Writes the file whole or not at all, and leaves it alone when somebody else was first."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(text)
    try:
        os.link(draft, file)  # fails when the file is there; a rename would overwrite it
    except FileExistsError:
        pass
    finally:
        draft.unlink()
