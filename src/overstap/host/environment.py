# SPDX-License-Identifier: EUPL-1.2
"""Every environment variable Overstap reads, in one table; nothing else reads the environment.

The same table stands, for people, in `docs/how-to/operate.md`; a test keeps the two equal.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from overstap.engine.problems import InputRefused, Problem

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, the value when it is not set, and what it does."""

    name: str
    default: str
    meaning: str


VARIABLES: dict[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable("DATABASE_URL", "", "The PostgreSQL to use. Not set: Overstap starts one of its own."),
        Variable("OVERSTAP_HOME", "", "The data folder. Not set: the user's data folder."),
        Variable(
            "OVERSTAP_SECRET_KEY", "", "Signs sessions and forms. Not set: made once, kept in the data folder."
        ),
        Variable("OVERSTAP_HOSTS", "localhost,127.0.0.1,[::1]", "Host names the site answers to, with commas."),
        Variable(
            "OVERSTAP_HTTPS", "no", "yes: the site is reached over HTTPS only; cookies and headers follow."
        ),
        Variable("OVERSTAP_PROXY", "no", "yes: a proxy in front sets X-Forwarded-Proto and is trusted to."),
        Variable("OVERSTAP_CONTACT", "", "Where to report a security problem (mailto: or https:)."),
        Variable(
            "OVERSTAP_MAIL",
            "",
            "The mail server: smtp://user:password@host:587 (or smtps://). Not set: mail goes to a folder.",
        ),
        Variable("OVERSTAP_MAIL_FROM", "Overstap <overstap@localhost>", "Who mail comes from."),
        Variable("OVERSTAP_OIDC", "", "Address of an OpenID Connect provider people may also log in with."),
        Variable("OVERSTAP_OIDC_NAME", "", "What that provider is called on the button."),
        Variable("OVERSTAP_OIDC_CLIENT", "", "Our client id at that provider."),
        Variable("OVERSTAP_OIDC_SECRET", "", "Our secret at that provider."),
        Variable("OVERSTAP_LOG_LEVEL", "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR."),
        Variable(
            "OVERSTAP_DEBUG", "no", "yes: pages for developers when something breaks. Never in production."
        ),
        Variable(
            "OVERSTAP_STOCK_FROM",
            "20000",
            "From how many openings they stay in the database, found by an index in files, not in memory.",
        ),
        Variable("OVERSTAP_API_PER_MINUTE", "600", "Questions a minute that one token may ask the API."),
        Variable(
            "OVERSTAP_KIOSK", "no", "yes: every browser is one of a public computer; nobody logs in here."
        ),
        Variable(
            "OVERSTAP_KIOSK_CODE", "", "The code that makes one browser that of a public computer, at /kiosk/."
        ),
        Variable("OVERSTAP_KIOSK_MINUTES", "5", "After so many minutes of nothing a public computer is wiped."),
        Variable("OVERSTAP_DATA", "", "Folder with reference data, for tests and evaluations only."),
    )
}


def read(name: str) -> str:
    """The value of the variable `name`, or its default; surrounding white space is dropped.

    Raises:
        KeyError: the variable is not in `VARIABLES`.
    """
    return os.environ.get(name, "").strip() or VARIABLES[name].default


def read_yes(name: str) -> bool:
    """Whether the variable `name` says yes.

    Raises:
        InputRefused: it says neither yes nor no.
    """
    said = read(name).lower()
    if said in YES:
        return True
    if said in NO:
        return False
    raise _refused(name, said, "says neither yes nor no", "zegt geen ja en geen nee", "yes, no", "yes, no")


def read_list(name: str) -> list[str]:
    """The values of the variable `name`, separated by commas."""
    return [part.strip() for part in read(name).split(",") if part.strip()]


def read_choice(name: str, choices: tuple[str, ...]) -> str:
    """The value of the variable `name`, in capitals, when it is one of `choices`.

    Raises:
        InputRefused: it is none of them.
    """
    said = read(name).upper()
    if said not in choices:
        options = ", ".join(choices)
        raise _refused(name, said, "is not one of the choices", "is geen van de keuzes", options, options)
    return said


def read_whole(name: str) -> int:
    """The value of the variable `name` as a whole number, 0 or more.

    Raises:
        InputRefused: it is no such number.
    """
    said = read(name)
    if said.isascii() and said.isdigit():
        return int(said)
    raise _refused(name, said, "is no whole number", "is geen geheel getal", "0, 20000, …", "0, 20000, …")


def _refused(name: str, value: str, en: str, nl: str, options_en: str, options_nl: str) -> InputRefused:
    return InputRefused(
        [
            Problem(
                reason={"en": f"({name}) {en}", "nl": f"({name}) {nl}"},
                value=value,
                mend={"en": f"Use one of: {options_en}.", "nl": f"Gebruik een van: {options_nl}."},
            )
        ]
    )
