# SPDX-License-Identifier: EUPL-1.2
"""Who PostgreSQL runs as. It refuses to run as root, so started by root it runs as a system user of its own."""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import IO, Any

from overstap.engine.problems import InputRefused, Problem
from overstap.host.refusals import no_service_user, unusable_folder

NAME = "overstap"


def is_root() -> bool:
    """Whether this process runs as root."""
    return os.geteuid() == 0


def run_as() -> dict[str, Any]:
    """What to give `subprocess.run` so that the program runs as the user that owns the data."""
    if not is_root():
        return {}
    account = _account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [], "umask": 0o077}


def make_reachable_folder(folder: Path) -> None:
    """Makes `folder`, owned by the user that PostgreSQL runs as.

    Raises:
        InputRefused: that user would not be allowed to enter it. Nobody's home is ever opened up for it.
    """
    make_own_folder(folder)
    if reachable(folder):
        return
    raise InputRefused(
        [
            Problem(
                {
                    "en": f"cannot be entered by the user “{NAME}”, who runs the database for root",
                    "nl": f"is dicht voor de gebruiker “{NAME}”, die de database draait voor root",
                },
                value=str(folder),
                mend={
                    "en": "Set OVERSTAP_HOME to a folder outside any home, such as /var/lib/overstap, "
                    "or start Overstap as another user than root.",
                    "nl": "Zet OVERSTAP_HOME op een map buiten elke thuismap, zoals /var/lib/overstap, "
                    "of start Overstap als een andere gebruiker dan root.",
                },
            )
        ]
    )


def make_own_folder(folder: Path) -> None:
    """Makes `folder` for the user that PostgreSQL runs as, and for nobody else.

    Raises:
        InputRefused: it cannot be made, or there is no such user and none can be made.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o711)
        folder.mkdir(exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        if is_root():
            account = _account()
            os.chown(folder, account.pw_uid, account.pw_gid)
    except OSError as error:
        raise unusable_folder(folder, error) from error


def reachable(path: Path) -> bool:
    """Whether the user that PostgreSQL runs as may enter (or run) `path` and every folder above it."""
    if not is_root():
        return True
    account = _account()
    real = path.resolve()
    return all(_may_enter(each, account) for each in (real, *real.parents))


def give(folder: Path) -> None:
    """Makes the user that PostgreSQL runs as the owner of `folder` and all that is in it."""
    if is_root():
        account = _account()
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def short_folder_for(folder: Path) -> Path:
    """A short path that belongs to `folder` alone, for a socket."""
    key = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"overstap-{os.geteuid()}-{key}"


def reachable_temporary_file() -> IO[str]:
    """A nameless temporary file, for the output of a program that runs as another user."""
    return tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")


def _may_enter(folder: Path, account: pwd.struct_passwd) -> bool:
    found = folder.stat()
    if found.st_uid == account.pw_uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.pw_gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        pass
    try:
        command = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", NAME], check=True, capture_output=True)  # noqa: S603
        return pwd.getpwnam(NAME)
    except (OSError, subprocess.CalledProcessError, KeyError) as failed:
        raise no_service_user(NAME) from failed
