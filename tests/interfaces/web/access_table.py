# SPDX-License-Identifier: EUPL-1.2
"""Every address of the site, and what each role gets there: this page, asked by this role, answers so.

    open      the page, or what it leads to
    login     to "Log in" first
    refused   "this is not your platform" (403)
    hidden    not there (404), the same as for what does not exist

The roles of members are played at the organisation the address is about. `stranger` is owner of another one.
A test walks all of it, and fails for an address that is not in this table.
"""

from __future__ import annotations

from collections.abc import Mapping

ROLES = (
    *("visitor", "person", "coach", "adviser", "employer", "owner", "broker", "school", "provider"),
    *("fund", "municipality", "host", "operator", "stranger"),
)
MEMBERS = ROLES[2:12]

EVERYBODY = dict.fromkeys(ROLES, "open")
ACCOUNTS = {**EVERYBODY, "visitor": "login"}
OPERATOR = {**dict.fromkeys(ROLES, "refused"), "visitor": "login", "operator": "open"}
OF_THE_ORGANISATION = {**ACCOUNTS, "person": "hidden", "stranger": "hidden"}
MEMBERS_ONLY = OF_THE_ORGANISATION | {"operator": "hidden"}
"""Also who runs the site makes no key for an organisation they do not belong to."""
INVITED = {**dict.fromkeys(ROLES, "hidden"), "visitor": "login"}
"""An invitation to somebody else."""
NOBODY = dict.fromkeys(ROLES, "hidden")
WITH_APP = NOBODY | {"visitor": "login"}
"""Things of an app for codes, which none of them has here."""

OWN_PASSPORT = (
    *("passport", "passport-keep", "passport-use", "passport-remove", "passport-languages"),
    *(
        "passport-circumstances",
        "passport-papers",
        "passport-pdf",
        "passport-file",
        "passport-europass",
        "proof-new",
        "share-passport",
        "withdraw-passport",
    ),
    *("passport-circumstances", "proof-new", "share-passport", "withdraw-passport"),
    *("being-found", "stop-being-found"),
)
"""Each sees and changes their own passport at these; all of them have one here."""
HOLDER = {**NOBODY, "visitor": "login"}
"""A proof in somebody else's passport."""
AT_THE_DESK = {**NOBODY, "visitor": "login", "employer": "open", "owner": "open", "broker": "open"}
"""The openings of an organisation: its employers, and its brokers; the owner here is an employer too."""
MEMBER_SOMEWHERE = {**ACCOUNTS, "person": "refused", "operator": "refused"}
ADVISER_ANYWHERE = {**dict.fromkeys(ROLES, "refused"), "visitor": "login", "adviser": "open"}
ADVISER_THERE = {**NOBODY, "visitor": "login", "adviser": "open"}
"""A case of a mobility centre: its advisers alone, also not who runs the site or owns the centre."""
FINDS_PEOPLE = {**dict.fromkeys(ROLES, "hidden"), "visitor": "login"} | dict.fromkeys(
    ("employer", "owner", "broker"), "open"
)
"""Looking for people in the name of the organisation."""
RECEIVER = {**ACCOUNTS, "person": "hidden", "stranger": "hidden", "operator": "hidden"}
"""A passport that was shared with the organisation: also who runs the site does not see it."""

GUIDES = {**dict.fromkeys(ROLES, "refused"), "visitor": "login", "coach": "open", "adviser": "open"}
THE_COACH = {**NOBODY, "visitor": "login", "coach": "open"}
"""Somebody whom this one coach guides: also not for others of the organisation."""
CASE_PAGES = (
    *("case", "case-change", "case-remove", "case-calendar", "case-people", "case-bring-in", "case-example"),
    *(
        "case-person",
        "case-plans",
        "case-plan",
        "case-plan-export",
        "case-letter",
        "case-letters",
        "case-letters-print",
        "case-board-export",
    ),
)

SCHOOLS = {**dict.fromkeys(ROLES, "refused"), "visitor": "login", "school": "open"}
OF_A_ROUND = (
    *("round", "round-change", "round-remove", "round-places", "round-students", "round-list"),
    *("round-offers", "round-left", "round-hunt"),
)
HOLD = ("adviser", "broker", "municipality")
HOLDS_TRAINS = {**dict.fromkeys(ROLES, "refused"), "visitor": "login"} | dict.fromkeys(HOLD, "open")
OF_A_TRAIN = (*("train", "train-change", "train-remove", "train-partners", "train-rider", "train-export"),)
THE_HOLDER = {**NOBODY, "visitor": "login"} | dict.fromkeys(HOLD, "open")
OF_AN_INTERNSHIP = (
    *("internship", "internship-change", "internship-remove", "internship-agreement", "internship-talks"),
)
THE_HOST = {**NOBODY, "visitor": "login", "employer": "open", "owner": "open", "host": "open"}
"""An internship at this host, once its school sent the agreement: the owner here is an employer too."""
HERE = ("internship-here", "internship-here-agreement", "internship-here-talks")
THE_SCHOOL = {**NOBODY, "visitor": "login", "school": "open"}
"""A round of this school."""

HOLDERS = {**dict.fromkeys(ROLES, "refused"), "visitor": "login"} | dict.fromkeys(
    ("adviser", "broker", "school", "municipality"), "open"
)
"""Who holds events for some organisation."""
OF_AN_EVENT = (
    "event-at-desk",
    "event-change",
    "event-remove",
    "event-rooms",
    "event-door",
    "event-item-at-desk",
)
OF_ITS_TALKS = ("event-talks", "event-people", "event-today", "event-follow", "event-talks-export")
THE_HOLDERS = {**NOBODY, "visitor": "login"} | dict.fromkeys(
    ("adviser", "broker", "school", "municipality"), "open"
)
"""An event that this organisation holds."""
OF_A_GUEST = ("event", "event-calendar", "event-mine", "event-mine-calendar", "event-mine-pdf", "event-join")

PUBLIC_PAGES = (
    *(
        "front",
        "plan",
        "example",
        "my-skills",
        "suggest",
        "my-work",
        "change-wishes",
        "my-group",
        "my-journeys",
    ),
    *("change-question", "replan", "assumptions", "to-opening", "journey", "journey-map", "journey-pdf"),
    *("journey-calendar", "how-far", "go-there", "how-far-group", "share", "withdraw", "shared", "openings"),
    *("opening", "occupations", "occupation", "map", "map-file", "map-line", "departures", "courses", "course"),
    *("skills", "skill", "take-along", "load", "wipe", "wiped", "how", "sources", "privacy", "accessibility"),
    *("matching-explained", "find-ranking", "ranking"),
    *("brought",),
    *("kiosk-over", "kiosk-here"),
    *("orient", "orient-questions", "orient-cards", "orient-wishes", "orient-go", "orient-forget"),
    *("brought", "did", "jwks", "withdrawn-badges"),
    *("shortage", "shortage-csv"),
    *("report", "report-code", "report-mine"),
    *("developers", "roles", "any-code", "for-organisations", "healthz", "icon", "robots", "security"),
)
"""Pages without an account: they read and write the visitor's own session, and nobody else's."""

TABLE: Mapping[str, Mapping[str, str]] = {
    **dict.fromkeys(PUBLIC_PAGES, EVERYBODY),
    # The API: what it tells, it tells anybody
    "openapi": EVERYBODY,
    "openapi-v1": EVERYBODY,
    # Coming in
    "account_login": EVERYBODY,
    "account_signup": EVERYBODY,
    "account_confirm_login_code": EVERYBODY,  # without a code on its way it leads to "Log in"
    "account_email_verification_sent": EVERYBODY,
    "account_inactive": EVERYBODY,
    "account_logout": EVERYBODY,
    "mfa_authenticate": EVERYBODY,
    "mfa_login_webauthn": EVERYBODY,
    "login-link": NOBODY,  # a link that was made up
    # One's own account
    "account": ACCOUNTS,
    "account-export": ACCOUNTS,
    "account-erase": ACCOUNTS,
    "tokens": ACCOUNTS,
    "token-new": ACCOUNTS,
    "token-new-for": MEMBERS_ONLY,
    "my-groups": ACCOUNTS,
    "account_email": ACCOUNTS,
    "account_request_reauthentication_code": ACCOUNTS,
    "account_confirm_reauthentication_code": ACCOUNTS,
    "mfa_reauthenticate": ACCOUNTS,
    "mfa_reauthenticate_webauthn": ACCOUNTS,
    "mfa_index": ACCOUNTS,
    "mfa_list_webauthn": ACCOUNTS,
    "mfa_add_webauthn": ACCOUNTS,
    "mfa_activate_totp": ACCOUNTS,
    "mfa_generate_recovery_codes": ACCOUNTS,
    "mfa_deactivate_totp": WITH_APP,
    "mfa_view_recovery_codes": WITH_APP,
    "mfa_remove_webauthn": WITH_APP,  # somebody else's passkey
    # One's own passport, and what others shared
    **dict.fromkeys(OWN_PASSPORT, ACCOUNTS),
    "proof": HOLDER,
    "badge": ACCOUNTS,
    "shared-passports": MEMBER_SOMEWHERE,
    "shared-passport": RECEIVER,
    # Journeys in one's account, and coaches
    "keep-journey": ACCOUNTS,
    "kept-journeys": ACCOUNTS,
    "kept-journey": HOLDER,  # somebody else's
    "my-coaches": ACCOUNTS,
    "ask-coach": ACCOUNTS,
    "my-coach": HOLDER,  # of somebody else
    "coach-invitation": INVITED,
    "caseload": GUIDES,
    "stop-planning": ACCOUNTS,
    "guided": THE_COACH,
    "plan-together": ACCOUNTS,
    "save-for": ACCOUNTS,
    "upkeep": ACCOUNTS,
    "kiosk": NOBODY,  # the operator set no code here
    # Cases of mass redundancy
    **dict.fromkeys(("cases", "case-new"), ADVISER_ANYWHERE),
    **dict.fromkeys(CASE_PAGES, ADVISER_THERE),
    # Asked without POST, these two open for nobody; see the tests of the desk for who may do them.
    **dict.fromkeys(("case-bring-in-shared", "case-person-remove"), ACCOUNTS),
    # Finding each other
    "my-contacts": ACCOUNTS,
    "my-contact": HOLDER,
    "react": ACCOUNTS,
    **dict.fromkeys(("people-desk", "candidates", "candidate", "people-contact"), FINDS_PEOPLE),
    # Rounds of internships
    **dict.fromkeys(("rounds", "round-new", "round-refusals"), SCHOOLS),
    **dict.fromkeys(OF_A_ROUND, THE_SCHOOL),
    **dict.fromkeys(("round-do", "round-guidance"), ACCOUNTS),  # forms: they lead nowhere but back
    **dict.fromkeys(("host-rounds", "host-round"), AT_THE_DESK),
    "reports": SCHOOLS,
    "report-read": HOLDER,  # of the trusted person alone, who is none of these here
    "trusted-person": {**NOBODY, "visitor": "login", "owner": "open", "operator": "open"},
    # Internships
    **dict.fromkeys(
        ("internships", "internship-new", "internship-figures", "internships-talks", "internships-export"),
        SCHOOLS,
    ),
    **dict.fromkeys(OF_AN_INTERNSHIP, THE_SCHOOL),
    **dict.fromkeys(("internships-here", *HERE), THE_HOST),
    **dict.fromkeys(
        ("my-internship", "my-internship-agreement", "my-internship-talks"), EVERYBODY
    ),  # by a code
    "round-internships": ACCOUNTS,  # a form: it leads nowhere but back
    **dict.fromkeys(("round-code", "round-wishes"), EVERYBODY),  # by a code of the school, without an account
    # Trains
    "trains": MEMBER_SOMEWHERE,
    **dict.fromkeys(("train-new", "train-proposals"), HOLDS_TRAINS),
    "train-proposal": THE_HOLDER,
    "train-proposal-do": ACCOUNTS,  # asked without POST, it opens for nobody
    **dict.fromkeys(OF_A_TRAIN, THE_HOLDER),
    "train-part": AT_THE_DESK | {"host": "open"},  # the part of an employer
    **dict.fromkeys(("my-proposal", "proposal-code"), EVERYBODY),  # by a code on a letter, without an account
    **dict.fromkeys(("my-train", "train-code"), EVERYBODY),  # by a code, without an account
    # Events
    **dict.fromkeys(("events", "events-calendar", "event-code", "event-book", *OF_A_GUEST), EVERYBODY),
    **dict.fromkeys(("event-desk", "event-new"), HOLDERS),
    **dict.fromkeys((*OF_AN_EVENT, *OF_ITS_TALKS), THE_HOLDERS),
    "event-tables": MEMBER_SOMEWHERE,
    "event-table": MEMBERS_ONLY,
    "event-table-pdf": NOBODY | {"visitor": "login"},  # no tables there
    "event-partner": MEMBER_SOMEWHERE,
    "event-proposal": {**MEMBERS_ONLY},
    **dict.fromkeys(("train-figures", "train-figures-file"), EVERYBODY),
    # Asked without POST, these open for nobody; see the tests of the desk for who may do them.
    **dict.fromkeys(
        ("case-bring-in-shared", "case-person-remove", "case-person-decide", "case-plan-change"), ACCOUNTS
    ),
    # Organisations
    "members": OF_THE_ORGANISATION,
    "invitation": INVITED,
    # Openings at the desk of their employer
    "employers": EVERYBODY,
    "openings-atom": EVERYBODY,
    "openings-json": EVERYBODY,
    "desk": AT_THE_DESK,
    "needs": AT_THE_DESK,
    "openings-import": AT_THE_DESK,
    "need": AT_THE_DESK,
    "opening-new": AT_THE_DESK,
    "opening-edit": AT_THE_DESK,
    # Looking after the site
    "trail": OPERATOR,
    "watch": OPERATOR,
    "fairness": OPERATOR,
    "fairness-csv": OPERATOR,
}
"""Name of the address -> role -> what it gets."""

MAY_MANAGE_MEMBERS = {**dict.fromkeys(ROLES, "refused"), "person": "hidden", "stranger": "hidden"} | {
    "visitor": "login",
    "owner": "open",
    "operator": "open",
}
"""Inviting to an organisation, and removing somebody else from it."""
