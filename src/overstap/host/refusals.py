# SPDX-License-Identifier: EUPL-1.2
"""What the machine may refuse us, in words."""

from __future__ import annotations

from pathlib import Path

from overstap.engine.problems import InputRefused, Problem


def unusable_folder(folder: Path, error: OSError) -> InputRefused:
    """The data folder, or one in it, cannot be made or written."""
    reason = error.strerror or type(error).__name__
    return InputRefused(
        [
            Problem(
                {
                    "en": f"cannot be used as a data folder ({reason})",
                    "nl": f"is niet te gebruiken als gegevensmap ({reason})",
                },
                value=str(folder),
                mend={
                    "en": "Set OVERSTAP_HOME to a folder you may write in, on a disk with room.",
                    "nl": "Zet OVERSTAP_HOME op een map waarin je mag schrijven, op een schijf met ruimte.",
                },
            )
        ]
    )


def no_service_user(name: str) -> InputRefused:
    """Root cannot make the user that PostgreSQL would run as."""
    return InputRefused(
        [
            Problem(
                {
                    "en": "is the user who runs the database for root; it is not there",
                    "nl": "is de gebruiker die de database draait voor root; die is er niet",
                },
                value=name,
                mend={
                    "en": "Make that system user, do not start Overstap as root, or set DATABASE_URL.",
                    "nl": "Maak die systeemgebruiker, start Overstap niet als root, of zet DATABASE_URL.",
                },
            )
        ]
    )
