# SPDX-License-Identifier: EUPL-1.2
"""`overstap account`: accounts from the terminal, for who runs the site."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from overstap.cli.output import JsonOption, not_found, out, print_json
from overstap.cli.remembered import BY, remembered
from overstap.engine.masking import mask_citizen_numbers
from overstap.engine.problems import InputRefused, Problem

app = typer.Typer(no_args_is_help=True)

EmailArgument = Annotated[str, typer.Argument(help="The e-mail address of the account.")]
ROLES = ("coach", "adviser", "employer", "broker", "school", "provider", "fund", "municipality", "host")
OPERATOR = "operator"


@app.command()
def create(
    email: EmailArgument,
    role: Annotated[
        str, typer.Option(help=f"Its role: {OPERATOR}, or with --organisation: {', '.join(ROLES)}.")
    ] = "",
    organisation: Annotated[str, typer.Option(help="Id of the organisation it becomes a member of.")] = "",
    owner: Annotated[bool, typer.Option("--owner", help="Also owner: decides who belongs there.")] = False,
    lang: Annotated[str, typer.Option(help="Language of its mail: nl or en.")] = "nl",
    as_json: JsonOption = False,
) -> None:
    """Make an account, or give the one that is there another role. No mail is sent."""
    _refuse_what_does_not_go_together(role, organisation, owner, lang)
    with remembered("Making the account ..."):
        from django.core.exceptions import ValidationError
        from django.core.validators import validate_email
        from django.db import transaction

        from overstap.apps.accounts import actions, queries
        from overstap.apps.accounts.enums import Role
        from overstap.apps.organisations import members
        from overstap.apps.organisations import queries as organisations

        try:
            validate_email(email)
        except ValidationError:
            raise InputRefused([_problem(email, "is no e-mail address", "is geen e-mailadres")]) from None
        if mask_citizen_numbers(email)[1]:
            raise InputRefused([_problem("", "it holds a citizen service number (BSN)", "er staat een BSN in")])
        if organisation and organisations.organisation(organisation) is None:
            not_found(
                _problem(organisation, "is no organisation here", "is hier geen organisatie"), as_json=as_json
            )
        with transaction.atomic():
            known = queries.account_with(email)
            account = known or actions.create_account(email=email, by=BY, language=lang)
            if role == OPERATOR:
                actions.set_operator(account=account, operator=True, by=BY)
            elif role:
                members.add_member(
                    organisation=organisation, account=account.pk, role=Role(role), owner=owner, by=BY
                )
    told = {"ok": True, "account": str(account.pk), "email": account.email, "made": known is None}
    said = "made" if known is None else "was there already"
    _tell(told, f"{account.email} {said}. Log in with: overstap account link {account.email}", as_json)


@app.command()
def link(
    email: EmailArgument,
    remove_second_factor: Annotated[
        bool,
        typer.Option(
            "--remove-second-factor", help="Also remove its passkeys, app and spare codes, which are lost."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Print a link that logs in to an account: it works once, for ten minutes."""
    with remembered("Making the link ..."):
        from django.urls import reverse

        from overstap.apps.accounts import links, queries, second_factors
        from overstap.cli.run import running_at

        account = queries.account_with(email)
        if account is None:
            not_found(_problem(email, "has no account", "heeft geen account"), as_json=as_json)
        if remove_second_factor:
            second_factors.remove_second_factors(account=account)
        token = links.make_link(account=account, by=BY)
        path = reverse("login-link", args=[account.pk, token])
        # A passkey belongs to a name, so the name and not the number of this machine.
        address = running_at().replace("//127.0.0.1", "//localhost").rstrip("/")
    told = {"ok": True, "link": address + path, "running": bool(address)}
    said = (
        address + path
        if address
        else f"{path}\n(Overstap does not run here now: put the site's address before it.)"
    )
    _tell(told, said, as_json)


@app.command()
def erase(
    email: EmailArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether to erase it.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Erase an account and everything that is known of who had it. This cannot be undone."""
    if not yes:
        typer.confirm(f"Erase {email} and everything that is known of them?", abort=True)
    with remembered("Erasing ..."):
        from overstap.apps.accounts import queries
        from overstap.bridge import personal_data

        account = queries.account_with(email)
        if account is None:
            not_found(_problem(email, "has no account", "heeft geen account"), as_json=as_json)
        personal_data.erase(account=account.pk, by=BY)
    _tell({"ok": True}, "Erased. Backups that were made before still hold it.", as_json)


def _refuse_what_does_not_go_together(role: str, organisation: str, owner: bool, lang: str) -> None:
    problems = []
    if role and role not in (OPERATOR, *ROLES):
        problems.append(_problem(role, "is no role", "is geen rol"))
    elif role in ROLES and not organisation:
        problems.append(
            _problem(
                role,
                "is a role at an organisation: give --organisation",
                "is een rol bij een organisatie: geef --organisation",
            )
        )
    if (organisation or owner) and role not in ROLES:
        problems.append(
            _problem(
                "--organisation, --owner",
                "go with a role at an organisation",
                "horen bij een rol bij een organisatie",
            )
        )
    if lang not in ("nl", "en"):
        problems.append(_problem(lang, "is no language of the pages", "is geen taal van de pagina's"))
    if problems:
        raise InputRefused(problems)


def _problem(value: str, en: str, nl: str) -> Problem:
    return Problem({"en": en, "nl": nl}, value=value)


def _tell(told: dict[str, Any], said: str, as_json: bool) -> None:
    if as_json:
        print_json(told)
    else:
        out.print(said, markup=False, highlight=False, soft_wrap=True)
