# SPDX-License-Identifier: EUPL-1.2
"""The mails we send: plain text, one thing each, and no link that logs somebody in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.utils.translation import gettext, gettext_lazy

_IGNORE = gettext_lazy("Was this not you? Then you need do nothing.")
_NOT_YOU = gettext_lazy("Was this not you? Then log in, remove what you do not know, and tell us.")

_LOG_IN = gettext_lazy("You log in first. This mail says no more, so that nobody reads it over your shoulder.")

MAILS: Mapping[str, tuple[Any, tuple[Any, ...]]] = {
    "account/email/login_code": (
        gettext_lazy("Your code to log in"),
        (
            gettext_lazy(
                "This is your code to log in. It works for ten minutes, on the page where you asked for it."
            ),
            "%(code)s",
            _IGNORE,
        ),
    ),
    "account/email/email_confirmation_signup": (
        gettext_lazy("Your code to confirm your address"),
        (
            gettext_lazy(
                "With this code you confirm that this address is yours. Type it on the page that is still open."
            ),
            "%(code)s",
            gettext_lazy("Did you not ask for an account? Then you need do nothing: within a day it is gone."),
        ),
    ),
    "account/email/email_confirmation": (
        gettext_lazy("Your code to confirm your address"),
        (
            gettext_lazy(
                "With this code you confirm that this address is yours. Type it on the page that is still open."
            ),
            "%(code)s",
            _IGNORE,
        ),
    ),
    "account/email/account_already_exists": (
        gettext_lazy("You have an account already"),
        (
            gettext_lazy("Somebody asked for an account with this address. You have one: choose “Log in”."),
            _IGNORE,
        ),
    ),
    "account/email/unknown_account": (
        gettext_lazy("There is no account with this address"),
        (
            gettext_lazy("Somebody wanted to log in with this address. We know no account with it."),
            gettext_lazy(
                "Was it you? Then look whether you used another address, or make an account: %(signup_url)s"
            ),
            _IGNORE,
        ),
    ),
    "account/email/email_changed": (
        gettext_lazy("Your e-mail address was changed"),
        (gettext_lazy("From now on you log in with another address."), _NOT_YOU),
    ),
    "account/email/email_confirm": (
        gettext_lazy("Your e-mail address is confirmed"),
        (gettext_lazy("From now on you log in with this address."), _NOT_YOU),
    ),
    "mfa/email/totp_activated": (
        gettext_lazy("An app for codes was connected"),
        (gettext_lazy("From now on you also type a code from your app when you log in."), _NOT_YOU),
    ),
    "mfa/email/totp_deactivated": (
        gettext_lazy("The app for codes was disconnected"),
        (gettext_lazy("You no longer need a code from your app to log in."), _NOT_YOU),
    ),
    "mfa/email/webauthn_added": (
        gettext_lazy("A passkey was added"),
        (gettext_lazy("From now on you can log in with it."), _NOT_YOU),
    ),
    "mfa/email/webauthn_removed": (
        gettext_lazy("A passkey was removed"),
        (gettext_lazy("It no longer opens your account."), _NOT_YOU),
    ),
    "mfa/email/recovery_codes_generated": (
        gettext_lazy("New spare codes were made"),
        (gettext_lazy("The old ones no longer work."), _NOT_YOU),
    ),
    "socialaccount/email/account_connected": (
        gettext_lazy("Another way to log in was connected"),
        (gettext_lazy("From now on you can log in with it."), _NOT_YOU),
    ),
    "contacts/question": (
        gettext_lazy("There is a question for you"),
        (
            gettext_lazy("Somebody asks you something about work. Read it and answer it here:"),
            "%(address)s",
            _LOG_IN,
        ),
    ),
    "contacts/answer": (
        gettext_lazy("There is an answer for you"),
        (gettext_lazy("You have an answer about work. Read it here:"), "%(address)s", _LOG_IN),
    ),
    "contacts/reminder": (
        gettext_lazy("Something waits for your answer"),
        (
            gettext_lazy("It ends by itself in a few days. Look here:"),
            "%(address)s",
            _LOG_IN,
        ),
    ),
    "contacts/lapsed": (
        gettext_lazy("The time to answer is over"),
        (
            gettext_lazy("There was no answer in time, so it has ended. See what it was about here:"),
            "%(address)s",
            _LOG_IN,
        ),
    ),
    "contacts/ended": (
        gettext_lazy("A contact has ended"),
        (gettext_lazy("It was ended. See what it was about here:"), "%(address)s", _LOG_IN),
    ),
    "contacts/still-at-work": (
        gettext_lazy("How is it going?"),
        (
            gettext_lazy("We have one question, about the work you began. You need not answer it."),
            "%(address)s",
            _LOG_IN,
        ),
    ),
    "organisations/invited": (
        gettext_lazy("You are invited to an organisation"),
        (
            gettext_lazy("%(organisation)s asks you to join them on Overstap, as: %(role)s."),
            gettext_lazy("Say yes or no on this page, until %(until)s:"),
            "%(address)s",
            gettext_lazy("You log in with this e-mail address first, or make an account with it."),
        ),
    ),
    "upkeep/reminder": (
        gettext_lazy("Time to look over your passport"),
        (
            gettext_lazy(
                "You asked us to remind you. Log in and look at “My passport”: does all of it still hold?"
            ),
            gettext_lazy("How often you get this mail, and whether, you change there under “Keep it fresh”."),
        ),
    ),
    "guidance/invited": (
        gettext_lazy("A coach offers to guide you"),
        (
            gettext_lazy("%(coach)s, of %(organisation)s, offers to guide you on Overstap."),
            gettext_lazy(
                "You decide what this coach sees and until when, and end it whenever you want. Say yes or no on"
                " this page, until %(until)s:"
            ),
            "%(address)s",
            gettext_lazy("You log in with this e-mail address first, or make an account with it."),
        ),
    ),
    "guidance/asked": (
        gettext_lazy("Somebody asks for your guidance"),
        (gettext_lazy("Log in and look at your caseload to answer."), "%(address)s"),
    ),
    "guidance/passing-on": (
        gettext_lazy("Your coach asks you something"),
        (
            gettext_lazy(
                "Your coach would like a colleague to guide you from now on. It happens only if you say yes."
            ),
            gettext_lazy("Log in and look at “My coach” to answer."),
            "%(address)s",
        ),
    ),
    "reports/new": (
        gettext_lazy("There is something for you to read"),
        (gettext_lazy("Somebody told you something in confidence, or added to it:"), "%(address)s", _LOG_IN),
    ),
    "internships/talks": (
        gettext_lazy("Talks about internships, today or tomorrow"),
        (
            gettext_lazy("You planned %(number)s of them. See which, and with whom:"),
            "%(address)s",
            _LOG_IN,
        ),
    ),
    "trains/offered": (
        gettext_lazy("There is a seat for you: say yes or no by %(day)s"),
        (
            gettext_lazy("In “%(train)s” a seat is kept for you until %(day)s. Say yes or no here:"),
            "%(address)s",
            gettext_lazy("You need your code for it, or your account. Yes is no contract: you can still stop."),
            gettext_lazy("Do you say nothing? Then the seat goes to the next person by itself."),
        ),
    ),
    "trains/last-days": (
        gettext_lazy("Your seat is kept until %(day)s"),
        (
            gettext_lazy("You have not said yes or no to your seat in “%(train)s”. That can be done here:"),
            "%(address)s",
            gettext_lazy("After %(day)s the seat goes to the next person by itself."),
        ),
    ),
    "trains/gone": (
        gettext_lazy("Your seat went to the next person"),
        (
            gettext_lazy("There was no answer in time to the seat in “%(train)s”, so it went on."),
            gettext_lazy(
                "Do you still want to come? Tell who gave you the code or invited you: "
                "you can be put back on the list."
            ),
            "%(address)s",
        ),
    ),
    "events/code": (
        gettext_lazy("You come to %(event)s"),
        (
            gettext_lazy("%(event)s is on %(day)s from %(from)s, at %(venue)s. This is your code:"),
            "%(code)s",
            gettext_lazy("With it you open your programme, change it or sign off:"),
            "%(address)s",
        ),
    ),
    "events/seat": (
        gettext_lazy("There is a place for you"),
        (
            gettext_lazy("You waited for something at %(event)s. A place came free and it is yours."),
            gettext_lazy("See it in your programme. Do you not come? Give it back there, for the next one:"),
            "%(address)s",
        ),
    ),
    "events/gone": (
        gettext_lazy("Something of your programme does not take place"),
        (
            gettext_lazy("At %(event)s something that you booked does not take place. See what else there is:"),
            "%(address)s",
        ),
    ),
    "events/tomorrow": (
        gettext_lazy("Tomorrow: %(event)s"),
        (
            gettext_lazy(
                "Tomorrow is %(event)s, from %(from)s, at %(venue)s. Open your programme with your code:"
            ),
            "%(address)s",
            gettext_lazy("Do you not come? Sign off there, so that somebody else gets your place."),
        ),
    ),
    "events/talks": (
        gettext_lazy("Your talks at %(event)s"),
        (
            gettext_lazy(
                "Your talks at %(event)s are planned, or something in them changed. "
                "It is on %(day)s, at %(venue)s."
            ),
            gettext_lazy("See when you are at which table; you open it with your code:"),
            "%(address)s",
        ),
    ),
    "events/how": (
        gettext_lazy("How does it go after %(event)s?"),
        (
            gettext_lazy("At %(event)s you and somebody else said that you go on together. How does it go?"),
            gettext_lazy("Say on your page what came of it, or when we ask again:"),
            "%(address)s",
        ),
    ),
    "openings/closing": (
        gettext_lazy("An opening closes soon: %(title)s"),
        (
            gettext_lazy("“%(title)s” of %(organisation)s closes on %(day)s."),
            gettext_lazy(
                "Is it still open? Give it another closing day. Did somebody start? Say so, and it is filled. "
                "Do nothing, and it closes by itself."
            ),
            "%(address)s",
            gettext_lazy("You get this mail once for each closing day."),
        ),
    ),
}
"""Name -> subject and paragraphs. allauth's own names for its mails, and ours."""


def written(name: str, to: str | list[str], told: Mapping[str, Any]) -> EmailMessage:
    """The mail `name`, in the language of the page. Raises `KeyError` for a mail we do not send."""
    subject, paragraphs = MAILS[name]
    body = "\n\n".join(
        str(paragraph) % told if "%(" in str(paragraph) else str(paragraph) for paragraph in paragraphs
    )
    said = f"{gettext('Hello,')}\n\n{body}\n\nOverstap\n"
    about = str(subject) % told if "%(" in str(subject) else str(subject)
    return EmailMessage(about, said, to=[to] if isinstance(to, str) else to)


def send(name: str, to: str, told: Mapping[str, Any]) -> None:
    """Sends the mail `name`. Raises `OSError` or `SMTPException` when no server takes it."""
    written(name, to, told).send()
