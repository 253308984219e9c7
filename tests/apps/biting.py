# SPDX-License-Identifier: EUPL-1.2
"""Every constraint by name, with changes to a right row that it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import models
from django.db.models import F

from overstap.apps.accounts.models import Account
from overstap.apps.contacts.models import Candidate, Contact, Findable, Notice, Outcome, StillAtWork
from overstap.apps.events.models import Booking, Event, Guest, Item, Room
from overstap.apps.funds.models import Instrument
from overstap.apps.groups.models import Answer, Tally
from overstap.apps.guidance.models import Coach, Guidance, Note, Step
from overstap.apps.guidance.models import Invitation as Guide
from overstap.apps.journeys.models import KeptJourney, SharedJourney
from overstap.apps.keeping.models import Sweep
from overstap.apps.mobility.models import Case, CasePerson, CasePlan, Move, PersonRule, PlanLine
from overstap.apps.openings.models import Need, Opening, OpeningSkill
from overstap.apps.organisations.models import Invitation, Mandate, Membership, Organisation
from overstap.apps.passports.models import (
    IssuedBadge,
    Licence,
    Look,
    Passport,
    PassportLanguage,
    PassportSkill,
    Proof,
    Share,
    TrustedIssuer,
)
from overstap.apps.people.models import ExamplePerson, ExamplePersonSkill
from overstap.apps.rankings.models import Ranking
from overstap.apps.region.models import Certificate, PackImport, Place, Revision, Sector, Source
from overstap.apps.rounds.models import Round, RoundPlace, RoundStudent, RoundWish
from overstap.apps.taxonomy.models import (
    Language,
    Occupation,
    OccupationSkill,
    Skill,
    SkillGroup,
    SkillRelation,
)
from overstap.apps.tokens.models import Repeated, Token
from overstap.apps.training.models import Course, CourseEdition, CourseSkill
from overstap.apps.upkeep.models import Refused, Reminder

pytestmark = pytest.mark.django_db

NAN = float("nan")
NOWHERE = UUID("00000000-0000-0000-0000-000000000000")
FIRST, SECOND = UUID(int=1), UUID(int=2)
NOWHERE_YET = {"room": None, "room_holds": None, "begins": None, "ends": None}

# Constraint -> the model, and values that it must refuse in a row that is right.
BITES: dict[str, tuple[type[models.Model], list[dict[str, object]]]] = {
    "source_kind_is_known": (Source, [{"kind": "gossip"}, {"kind": ""}]),
    "source_year_is_possible": (Source, [{"year": 1899}, {"year": 2101}]),
    "sector_letter_is_a_capital": (Sector, [{"letter": "z"}, {"letter": "ZO"}, {"letter": ""}]),
    "sector_hue_is_known": (Sector, [{"hue": 0}, {"hue": 11}]),
    "place_code_is_of_cbs": (Place, [{"code": "0503"}, {"code": "GM05031"}]),
    "place_latitude_is_on_earth": (Place, [{"latitude": 90.1}, {"latitude": -91}, {"latitude": NAN}]),
    "place_longitude_is_on_earth": (Place, [{"longitude": 181}, {"longitude": float("-inf")}]),
    "packimport_name_is_one_word": (PackImport, [{"name": "two words"}, {"name": ""}]),
    "packimport_by_is_no_name": (PackImport, [{"imported_by": "Jan"}, {"imported_by": "a@b.nl"}]),
    "revision_is_a_single_row": (Revision, [{"id": 2}]),
    "revision_number_counts_up": (Revision, [{"number": -1}]),
    "revision_structure_is_no_later": (Revision, [{"number": 3, "structure": 4}]),
    "language_origin_is_one_word": (Language, [{"origin": ""}, {"origin": "two words"}]),
    "language_by_is_no_name": (Language, [{"imported_by": "Jan Jansen"}]),
    "skill_kind_is_known": (Skill, [{"kind": "trick"}]),
    "skillrelation_is_known": (SkillRelation, [{"relation": "narrower"}]),
    "skillrelation_broader_is_another": (SkillRelation, [{"other_id": "wash"}]),
    "occupation_isco_is_a_unit_group": (Occupation, [{"isco": "222"}, {"isco": "22210"}, {"isco": "C222"}]),
    "occupation_outlook_is_known": (Occupation, [{"outlook": "rosy"}]),
    "occupation_level_is_known": (Occupation, [{"level": 0}, {"level": 9}]),
    "occupation_wage_low_is_possible": (Occupation, [{"wage_low": 4.99}, {"wage_low": -1}]),
    "occupation_wage_middle_is_possible": (
        Occupation,
        [{"wage_middle": 4, "wage_low": None}, {"wage_middle": 501, "wage_high": None}],
    ),
    "occupation_wage_high_is_possible": (Occupation, [{"wage_high": 501}, {"wage_high": NAN}]),
    "occupation_wage_low_is_lowest": (Occupation, [{"wage_low": 21, "wage_middle": 20}]),
    "occupation_wage_high_is_highest": (Occupation, [{"wage_middle": 21, "wage_high": 20}]),
    "occupationskill_importance_is_known": (OccupationSkill, [{"importance": "vital"}]),
    "organisation_has_a_name": (Organisation, [{"name": ""}, {"name": "  "}]),
    "organisation_kind_is_known": (Organisation, [{"kind": "club"}]),
    "organisation_staff_is_possible": (Organisation, [{"staff": -1}, {"staff": 1_000_001}]),
    "opening_kind_is_known": (Opening, [{"kind": "job"}]),
    "opening_language_is_a_code": (Opening, [{"language": "Dutch"}, {"language": "NL"}]),
    "opening_hours_low_is_possible": (Opening, [{"hours_low": 0}, {"hours_low": -8}]),
    "opening_hours_high_is_possible": (Opening, [{"hours_high": 61}, {"hours_high": NAN}]),
    "opening_hours_in_order": (Opening, [{"hours_low": 33, "hours_high": 32}]),
    "opening_wage_low_is_possible": (Opening, [{"wage_low": -0.01}]),
    "opening_wage_high_is_possible": (Opening, [{"wage_high": 500.5}]),
    "opening_wages_in_order": (Opening, [{"wage_low": 20, "wage_high": 19}]),
    "opening_places_is_possible": (Opening, [{"places": 0}, {"places": 1001}]),
    "opening_taken_is_possible": (Opening, [{"taken": -1}]),
    "opening_taken_of_its_places": (Opening, [{"origin": "", "status": "draft", "taken": 3, "places": 2}]),
    "opening_status_is_known": (Opening, [{"origin": "", "status": "gone"}]),
    "opening_is_whole_unless_draft": (
        Opening,
        [{"occupation": None}, {"place": None}, {"hours_low": None}, {"hours_high": None}],
    ),
    "opening_filled_when_all_are_taken": (Opening, [{"origin": "", "status": "filled", "taken": 0}]),
    "opening_published_while_places_are_left": (Opening, [{"taken": 1, "places": 1}]),
    "opening_of_a_source_is_published": (Opening, [{"status": "draft"}, {"status": "expired"}]),
    "opening_days_are_days": (Opening, [{"days": ["mo", "monday"]}, {"days": [""]}]),
    "opening_reference_is_tidy": (Opening, [{"reference": " x"}, {"reference": " "}, {"reference": "x" * 101}]),
    "opening_reference_is_single": (
        Opening,
        [{"organisation_id": "bakery", "reference": "B-1"}],
    ),
    "need_status_is_known": (Need, [{"status": "gone"}]),
    "need_number_is_possible": (Need, [{"number": 0}, {"number": 10_001}]),
    "need_with_an_opening_is_opened": (Need, [{"opening_id": "draft-1", "status": "ended"}]),
    "mandate_is_single": (Mandate, [{"broker_id": "mill"}]),
    "mandate_is_for_another": (Mandate, [{"broker_id": "bakery"}]),
    "openingskill_importance_is_known": (OpeningSkill, [{"importance": ""}]),
    "course_level_is_known": (Course, [{"level": 0}, {"level": 9}]),
    "course_entry_level_is_known": (Course, [{"entry_level": 0}, {"entry_level": 9}]),
    "course_language_is_a_code": (Course, [{"language": ""}]),
    "courseskill_role_is_known": (CourseSkill, [{"role": "hints"}]),
    "edition_ends_after_it_starts": (
        CourseEdition,
        [{"starts_on": date(2027, 3, 2), "ends_on": date(2027, 3, 1)}],
    ),
    "edition_hours_is_possible": (CourseEdition, [{"hours": 0.4}, {"hours": 61}]),
    "edition_time_is_known": (CourseEdition, [{"time": "midnight"}]),
    "edition_cost_is_possible": (CourseEdition, [{"cost": -1}, {"cost": 100_001}]),
    "edition_seats_is_possible": (CourseEdition, [{"seats": 0}, {"seats": 1001}]),
    "edition_weeks_is_possible": (CourseEdition, [{"weeks": 0.1}, {"weeks": 521}]),
    "instrument_payer_has_a_name": (Instrument, [{"payer": ""}, {"payer": " "}]),
    "instrument_beneficiary_is_known": (Instrument, [{"beneficiary": "friend"}]),
    "instrument_per_is_known": (Instrument, [{"per": "year"}]),
    "instrument_share_is_possible": (Instrument, [{"share": -0.1}, {"share": 1.1}, {"share": NAN}]),
    "instrument_amount_is_possible": (Instrument, [{"amount_at_most": -1}, {"amount_at_most": 1_000_001}]),
    "instrument_outlooks_are_known": (Instrument, [{"outlooks": ["shortage", "rosy"]}]),
    "instrument_situations_are_known": (Instrument, [{"situations": ["notice", "retired"]}]),
    "instrument_level_low_is_known": (Instrument, [{"level_low": 0}]),
    "instrument_level_high_is_known": (Instrument, [{"level_high": 9}]),
    "instrument_levels_in_order": (Instrument, [{"level_low": 5, "level_high": 4}]),
    "instrument_age_low_is_possible": (Instrument, [{"age_low": -1}]),
    "instrument_age_high_is_possible": (Instrument, [{"age_high": 121}]),
    "instrument_ages_in_order": (Instrument, [{"age_low": 28, "age_high": 27}]),
    "instrument_ends_after_it_starts": (
        Instrument,
        [{"starts_on": date(2027, 3, 2), "ends_on": date(2027, 3, 1)}],
    ),
    "exampleperson_is_invented": (ExamplePerson, [{"invented": False}]),
    "exampleperson_wage_is_possible": (ExamplePerson, [{"wage": 4}, {"wage": 501}]),
    "exampleperson_wage_floor_is_possible": (ExamplePerson, [{"wage_floor": 4}, {"wage_floor": 501}]),
    "exampleperson_hours_low_is_possible": (ExamplePerson, [{"hours_low": 0.5}]),
    "exampleperson_hours_high_is_possible": (ExamplePerson, [{"hours_high": 61}]),
    "exampleperson_hours_in_order": (ExamplePerson, [{"hours_low": 30, "hours_high": 20}]),
    "exampleperson_distance_is_possible": (ExamplePerson, [{"distance": -1}, {"distance": 501}]),
    "exampleperson_kinds_are_known": (ExamplePerson, [{"kinds": ["vacancy", "gig"]}]),
    "examplepersonskill_evidence_is_known": (ExamplePersonSkill, [{"evidence": "hoped"}]),
}
NAMED = (Source, Sector, Place, Certificate, SkillGroup, Skill, Occupation)
NAMED += (Organisation, Opening, Course, CourseEdition, Instrument, ExamplePerson)
BITES |= {
    f"{'edition' if model is CourseEdition else model._meta.model_name}_id_is_one_word": (
        model,
        [{"id": ""}, {"id": "two words"}, {"id": "a\nb"}],
    )
    for model in NAMED
}
OBJECTS = {
    Sector: ("label",),
    PackImport: ("title", "description"),
    Organisation: ("description",),
    Opening: ("title",),
    Course: ("title", "description", "entry", "award"),
    Instrument: ("label", "description", "to_check"),
    ExamplePerson: ("story",),
} | dict.fromkeys((Certificate, SkillGroup, Skill, Occupation), ("words",))
BITES |= {
    f"{model._meta.model_name}_{field}_per_language": (model, [{field: ["a"]}, {field: "a"}])
    for model, fields in OBJECTS.items()
    for field in fields
}
DIGEST = "0" * 64
SHARED_AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
BITES |= {
    "answer_key_is_unreadable": (Answer, [{"key": "anna@example.org"}, {"key": ""}]),
    "answer_choice_goes_with_the_question": (Answer, [{"choice": "woman"}, {"question": "belief"}]),
    "tally_key_is_unreadable": (Tally, [{"key": "account"}]),
    "tally_step_is_known": (Tally, [{"step": "liked"}]),
    "tally_counts": (Tally, [{"count": 0}, {"count": -1}]),
    "sweep_rule_is_one_word": (Sweep, [{"rule": "two words"}, {"rule": ""}]),
    "sweep_removed_counts": (Sweep, [{"removed": -1}]),
    "sweep_removed_ever_counts": (Sweep, [{"removed_ever": -1}]),
    "ranking_code_is_a_hash": (Ranking, [{"code_hash": "A1"}, {"code_hash": "Z" * 64}]),
    "ranking_inputs_are_a_hash": (Ranking, [{"inputs_hash": ""}, {"inputs_hash": "bakes bread"}]),
    "ranking_result_has_a_hash": (Ranking, [{"result_hash": ""}]),
    "ranking_engine_is_a_version": (Ranking, [{"engine": "the newest"}]),
    "ranking_kind_is_known": (Ranking, [{"kind": "beauty"}]),
    "ranking_channel_is_known": (Ranking, [{"channel": "gossip"}]),
    "ranking_parameters_are_an_object": (Ranking, [{"parameters": ["a"]}]),
    "ranking_result_is_a_list": (Ranking, [{"result": {"a": 1}}]),
    "ranking_result_is_short": (Ranking, [{"result": [["a", [1.0], ""]] * 61}]),
    "ranking_found_counts": (Ranking, [{"found": -1}]),
    "sharedjourney_token_is_a_hash": (
        SharedJourney,
        [{"token_hash": ""}, {"token_hash": "A" * 64}, {"token_hash": "0" * 63}],
    ),
    "sharedjourney_content_is_an_object": (SharedJourney, [{"content": ["a"]}, {"content": "a"}]),
    "sharedjourney_content_is_no_dump": (SharedJourney, [{"content": {"x": "y" * 70_000}}]),
    "sharedjourney_expires_in_time": (
        SharedJourney,
        [{"expires_at": SHARED_AT}, {"expires_at": SHARED_AT + timedelta(days=30, seconds=1)}],
    ),
}
BITES |= {
    "account_email_is_in_small_letters": (Account, [{"email": "Anna@example.org"}]),
    "account_email_is_an_address": (Account, [{"email": "anna"}, {"email": ""}, {"email": "a b@example.org"}]),
    "account_has_no_password": (Account, [{"password": "pbkdf2_sha256$1$x$y"}, {"password": ""}]),
    "account_language_is_known": (Account, [{"language": "de"}, {"language": ""}]),
    "membership_role_is_known": (Membership, [{"role": "operator"}, {"role": "person"}, {"role": ""}]),
    "membership_of_a_role_is_single": (Membership, [{"role": "adviser"}]),
    "invitation_role_is_known": (Invitation, [{"role": "operator"}]),
    "invitation_email_is_in_small_letters": (Invitation, [{"email": "Bob@example.org"}]),
    "invitation_email_is_an_address": (Invitation, [{"email": "bob"}]),
    "invitation_token_is_a_hash": (Invitation, [{"token_hash": ""}, {"token_hash": "A" * 64}]),
    "invitation_to_a_role_is_single": (Invitation, [{"role": "host"}]),
    "invitation_expires_in_time": (
        Invitation,
        [{"expires_at": SHARED_AT}, {"expires_at": SHARED_AT + timedelta(days=14, seconds=1)}],
    ),
}
CERTIFIED = {"kind": "certificate", "organisation": None}
BITES |= {
    "passport_language_is_a_code": (Passport, [{"language": "Dutch"}]),
    "passport_story_is_no_book": (Passport, [{"story": "x" * 20_001}]),
    "passport_hours_low_is_possible": (Passport, [{"hours_low": 0.5}]),
    "passport_hours_high_is_possible": (Passport, [{"hours_high": 61}]),
    "passport_hours_in_order": (Passport, [{"hours_low": 30, "hours_high": 20}]),
    "passport_wage_is_possible": (Passport, [{"wage": 2}, {"wage": 501}, {"wage": NAN}]),
    "passport_wage_floor_is_possible": (Passport, [{"wage_floor": 2}]),
    "passport_distance_is_possible": (Passport, [{"distance": -1}, {"distance": 501}]),
    "passport_kinds_are_known": (Passport, [{"kinds": ["gig"]}]),
    "passport_circumstances_are_known": (Passport, [{"circumstances": ["illness"]}]),
    "passport_plan_is_an_object": (Passport, [{"plan": ["a"]}]),
    "passportskill_skill_is_one_word": (PassportSkill, [{"skill": "two words"}, {"skill": ""}]),
    "passportskill_evidence_is_known": (PassportSkill, [{"evidence": "hoped"}]),
    "proof_kind_is_known": (Proof, [{"kind": "rumour", "organisation": None}]),
    "proof_is_given_by_an_organisation_or_none": (Proof, [{"kind": "work"}]),
    "proof_by_another_names_them": (Proof, [{"organisation": None}]),
    "proof_has_a_title": (Proof, [{"title": " "}]),
    "proof_title_is_short": (Proof, [{"title": "x" * 201}]),
    "proof_whose_is_short": (Proof, [{"whose": "x" * 201}]),
    "proof_note_is_short": (Proof, [{"note": "x" * 2001}]),
    "proof_dates_in_order": (Proof, [{"from_on": date(2020, 1, 2), "until_on": date(2020, 1, 1)}]),
    "proof_checked_is_known": (Proof, [CERTIFIED | {"checked": "sure", "issuer": "did:web:a"}]),
    "proof_checked_is_of_a_certificate": (
        Proof,
        [{"kind": "work", "organisation": None, "checked": "signed", "issuer": "did:web:a"}],
    ),
    "proof_checked_names_its_issuer": (
        Proof,
        [CERTIFIED | {"checked": "signed"}, CERTIFIED | {"issuer": "did:web:a"}],
    ),
    "proof_issuer_is_short": (Proof, [CERTIFIED | {"checked": "signed", "issuer": "x" * 501}]),
    "issuedbadge_is_revoked_after_it_was_issued": (
        IssuedBadge,
        [{"revoked_at": SHARED_AT - timedelta(seconds=1)}],
    ),
    "trustedissuer_id_is_one_word": (TrustedIssuer, [{"id": "two words"}]),
    "trustedissuer_has_a_name": (TrustedIssuer, [{"name": " "}]),
    "trustedissuer_keys_is_an_object": (TrustedIssuer, [{"keys": []}]),
    "passportlanguage_language_is_a_code": (PassportLanguage, [{"language": "Dutch"}]),
    "passportlanguage_level_is_of_cefr": (PassportLanguage, [{"level": "native"}]),
    "licence_certificate_is_one_word": (Licence, [{"certificate": "two words"}]),
    "share_with_an_organisation_is_single": (Share, [{"organisation": "bakery"}]),
    "share_parts_are_known": (Share, [{"parts": ["photo"]}]),
    "share_is_of_something": (Share, [{"parts": []}]),
    "share_ends_in_time": (
        Share,
        [{"until": SHARED_AT}, {"until": SHARED_AT + timedelta(days=366, seconds=1)}],
    ),
    "findable_parts_are_known": (Findable, [{"parts": ["skills", "photo"]}]),
    "findable_by_skills": (Findable, [{"parts": ["wishes"]}, {"parts": []}]),
    "findable_conditions_are_known": (Findable, [{"conditions": ["age"]}]),
    "findable_hides_from_few": (Findable, [{"not_for": [str(n) for n in range(51)]}]),
    "candidate_of_an_opening_is_single": (Candidate, [{"opening": "nurse-1"}]),
    "contact_begun_by_is_known": (Contact, [{"begun_by": "robot"}]),
    "contact_state_is_known": (Contact, [{"state": "limbo"}]),
    "contact_ending_is_known": (
        Contact,
        [{"ending": "silence", "state": "closed", "closed_at": SHARED_AT, "due_at": None}],
    ),
    "contact_reason_is_known": (Contact, [{"reason": "ill"}]),
    "contact_closed_has_an_ending": (
        Contact,
        [{"closed_at": SHARED_AT}, {"state": "closed", "due_at": None}, {"ending": "outcome"}],
    ),
    "contact_open_has_a_last_day": (
        Contact,
        [{"due_at": None}, {"state": "closed", "ending": "outcome", "closed_at": SHARED_AT}],
    ),
    "contact_waits_for_one_side": (
        Contact,
        [{"state": "asked"}, {"state": "applied"}, {"organisation_yes_at": None}],
    ),
    "contact_name_only_with_a_yes": (
        Contact,
        [{"state": "asked", "person_yes_at": None}],
    ),
    "contact_refusal_says_why": (
        Contact,
        [
            {"state": "closed", "due_at": None, "closed_at": SHARED_AT, "ending": "refused-by-organisation"},
        ],
    ),
    "contact_parts_are_known": (Contact, [{"parts": ["photo"]}]),
    "contact_message_is_short": (Contact, [{"message": "x" * 601}]),
    "contact_name_is_short": (Contact, [{"name": "x" * 81}]),
    "contact_reach_is_short": (Contact, [{"reach": "x" * 201}]),
    "notice_kind_is_known": (Notice, [{"kind": "gossip"}]),
    "notice_side_is_known": (Notice, [{"side": "both"}]),
    "contact_open_is_single": (Contact, [{"candidate": FIRST, "begun_by": "person"}]),
    "contact_is_begun_once_by_a_side": (
        Contact,
        [{"candidate": FIRST, "state": "closed", "ending": "no-word", "closed_at": SHARED_AT, "due_at": None}],
    ),
    "outcome_kind_is_known": (Outcome, [{"kind": "fame"}]),
    "outcome_side_is_known": (Outcome, [{"side": "press"}]),
    "outcome_stopped_by_is_known": (Outcome, [{"kind": "stopped", "stopped_by": "x", "reason": "pay"}]),
    "outcome_reason_is_known": (Outcome, [{"kind": "stopped", "stopped_by": "both", "reason": "ill"}]),
    "outcome_stop_says_by_whom_and_why": (
        Outcome,
        [{"kind": "stopped"}, {"kind": "stopped", "reason": "pay"}, {"kind": "trial", "reason": "pay"}],
    ),
    "outcome_of_a_kind_is_single": (Outcome, [{"kind": "trial"}]),
    "stillatwork_months_are_known": (StillAtWork, [{"months": 3}]),
    "stillatwork_answer_is_known": (
        StillAtWork,
        [{"answer": "x", "answered_at": SHARED_AT, "asked_at": SHARED_AT}],
    ),
    "stillatwork_answer_was_asked": (
        StillAtWork,
        [{"answer": "here"}, {"answered_at": SHARED_AT}, {"answer": "here", "answered_at": SHARED_AT}],
    ),
    "stillatwork_is_asked_once": (StillAtWork, [{"months": 12}]),
    "findable_ends_in_time": (
        Findable,
        [
            {"until": datetime(2026, 11, 26, 12, tzinfo=UTC)},
            {"until": datetime(2027, 11, 28, 12, tzinfo=UTC)},
        ],
    ),
    "look_role_is_known": (Look, [{"role": "spy"}]),
    "look_parts_are_known": (Look, [{"parts": ["photo"]}]),
}
BITES |= {
    "token_has_a_name": (Token, [{"name": ""}, {"name": " "}]),
    "token_name_is_short": (Token, [{"name": "x" * 101}]),
    "token_is_a_hash": (Token, [{"token_hash": ""}, {"token_hash": "A" * 64}]),
    "token_is_for_something": (Token, [{"scopes": []}]),
    "token_scopes_suit_whom_it_is_for": (
        Token,
        [{"scopes": ["passport:read"]}, {"scopes": ["everything"]}, {"organisation": None}],
    ),
    "token_ends_in_time": (
        Token,
        [{"ends_at": SHARED_AT}, {"ends_at": SHARED_AT + timedelta(days=366, seconds=1)}],
    ),
    "token_asked_is_counted": (Token, [{"asked": -1}]),
    "repeated_key_is_single": (Repeated, [{"key_hash": "0" * 64}]),
    "repeated_key_is_a_hash": (Repeated, [{"key_hash": "key"}]),
    "repeated_made_is_an_id": (Repeated, [{"made": ""}]),
    "repeated_asked_is_a_hash": (Repeated, [{"asked_hash": "x"}]),
    "case_has_a_name": (Case, [{"name": " "}]),
    "case_name_is_short": (Case, [{"name": "x" * 201}]),
    "case_days_in_order": (Case, [{"last_day": date(2027, 1, 10)}]),
    "case_people_is_possible": (Case, [{"people": 0}, {"people": 1_000_001, "staff": None}]),
    "case_staff_is_possible": (Case, [{"staff": 1_000_001}]),
    "case_people_of_its_staff": (Case, [{"people": 31, "staff": 30}]),
    "caseperson_reference_is_one_word": (CasePerson, [{"reference": "a b"}, {"reference": "x" * 41}]),
    "caseperson_of_a_reference_is_single": (CasePerson, [{"reference": "A-2"}]),
    "caseperson_of_a_passport_is_single": (CasePerson, []),
    "caseperson_stage_is_known": (CasePerson, [{"stage": "asleep"}]),
    "caseperson_name_is_short": (CasePerson, [{"name": "x" * 201}]),
    "caseperson_said_is_short": (CasePerson, [{"said": "x" * 201}]),
    "caseperson_hours_is_possible": (CasePerson, [{"hours": 0}, {"hours": 61}, {"hours": NAN}]),
    "caseperson_pay_is_possible": (CasePerson, [{"pay": 2.99}, {"pay": NAN}]),
    "caseperson_service_is_possible": (CasePerson, [{"service": -1}, {"service": 61}]),
    "caseperson_hours_low_is_possible": (CasePerson, [{"hours_low": 0.5}]),
    "caseperson_hours_high_is_possible": (CasePerson, [{"hours_high": 61}]),
    "caseperson_hours_in_order": (CasePerson, [{"hours_low": 33, "hours_high": 32}]),
    "caseperson_pay_least_is_possible": (CasePerson, [{"pay_least": 501}]),
    "caseperson_distance_is_possible": (CasePerson, [{"distance": -1}, {"distance": 501}]),
    "caseperson_kinds_are_known": (CasePerson, [{"kinds": ["holiday"]}]),
    "caseperson_by_passport_holds_no_more": (CasePerson, []),
    "caseplan_state_is_known": (CasePlan, [{"state": "asleep"}]),
    "caseplan_asked_is_an_object": (CasePlan, [{"asked": []}]),
    "caseplan_found_is_an_object": (CasePlan, [{"found": []}]),
    "caseplan_done_of_all": (CasePlan, [{"done": 3, "of": 2}]),
    "caseplan_made_has_its_moment": (CasePlan, [{"made_at": None}]),
    "caseplan_one_at_a_time": (CasePlan, [{"state": "asked"}]),
    "planline_of_somebody_is_single": (PlanLine, []),
    "planline_fit_is_a_share": (PlanLine, [{"fit": 1.1}, {"fit": NAN}]),
    "planline_paid_of_the_cost": (PlanLine, [{"paid": 2.0, "cost": 1.0}]),
    "planline_why_is_an_object": (PlanLine, [{"why": []}]),
    "personrule_rule_is_known": (PersonRule, [{"rule": "perhaps"}]),
    "personrule_opening_is_one_word": (PersonRule, [{"opening": ""}]),
    "personrule_of_an_opening_is_single": (PersonRule, [{"opening": "ward-2"}]),
    "personrule_locked_in_one_place": (PersonRule, []),
    "move_before_is_known": (Move, [{"before": "asleep"}]),
    "move_after_is_known": (Move, [{"after": "asleep"}]),
    "move_goes_somewhere": (Move, [{"after": "orientation"}]),
    "move_has_a_reason": (Move, [{"reason": " "}]),
    "move_reason_is_short": (Move, [{"reason": "x" * 501}]),
}
BITES["language_isco_is_an_object"] = (Language, [{"isco": []}])

BITES |= {
    "keptjourney_content_is_an_object": (KeptJourney, [{"content": ["a"]}]),
    "keptjourney_content_is_no_dump": (KeptJourney, [{"content": {"x": "y" * 70_000}}]),
    "keptjourney_digest_is_a_hash": (KeptJourney, [{"digest": "A" * 64}]),
    "keptjourney_is_proposed_by_an_organisation": (KeptJourney, [{"offered_by": None}]),
    "keptjourney_is_there_once": (KeptJourney, [{"digest": DIGEST}]),
    "coach_has_a_name": (Coach, [{"name": " "}]),
    "coach_name_is_short": (Coach, [{"name": "x" * 81}]),
    "event_has_a_short_name": (Event, [{"name": ""}, {"name": " x"}, {"name": "x" * 121}]),
    "event_about_is_short": (Event, [{"about": "x" * 2001}]),
    "event_has_a_venue": (Event, [{"venue": ""}]),
    "event_address_is_short": (Event, [{"address": "x" * 121}]),
    "event_begins_is_a_time": (Event, [{"begins": -1}]),
    "event_ends_is_a_time": (Event, [{"ends": 1441}]),
    "event_ends_after_it_begins": (Event, [{"begins": 600, "ends": 600}]),
    "event_proposals_before_the_day": (Event, [{"proposals_until": date(2027, 3, 13)}]),
    "event_figures_are_an_object": (Event, [{"figures": []}]),
    "room_of_a_name_is_single": (Room, [{"name": "Cabin"}]),
    "room_has_a_short_name": (Room, [{"name": ""}, {"name": "x" * 61}]),
    "room_capacity_is_possible": (Room, [{"capacity": 10_001}]),
    "item_kind_is_known": (Item, [{"kind": "karaoke"}]),
    "item_state_is_known": (Item, [{"state": "perhaps", **NOWHERE_YET}]),
    "item_has_a_short_title": (Item, [{"title": ""}]),
    "item_about_is_short": (Item, [{"about": "x" * 2001}]),
    "item_reason_is_short": (Item, [{"reason": "x" * 401}]),
    "item_length_is_possible": (Item, [{"length": 4}]),
    "item_seats_is_possible": (Item, [{"seats": 0}]),
    "item_declined_has_a_reason": (Item, [{"state": "declined", "reason": " ", **NOWHERE_YET}]),
    "item_accepted_has_room_and_time": (Item, [{"state": "proposed"}, {"begins": None}, {"begins": 650}]),
    "item_is_held_by_its_room": (Item, [{"seats": 101}]),
    "item_alone_in_its_room": (Item, [{"begins": 690, "ends": 710}]),
    "guest_of_a_reference_is_single": (Guest, [{"reference": "B-2"}]),
    "guest_of_an_account_is_single": (Guest, []),
    "guest_reference_is_one_word": (Guest, [{"reference": ""}, {"reference": "Jan Jansen"}]),
    "guest_language_is_a_code": (Guest, [{"language": "Dutch"}]),
    "booking_of_somebody_is_single": (Booking, []),
    "booking_has_its_own_seat": (Booking, [{"seat": 2}]),
    "booking_seat_is_there": (Booking, [{"seat": 0}, {"seat": 3}]),
    "booking_in_one_place_at_a_time": (Booking, [{"begins": 690, "ends": 710}]),
    "round_has_a_short_name": (Round, [{"name": ""}, {"name": "x" * 101}, {"name": " x"}]),
    "round_wishes_before_it_starts": (Round, [{"wishes_until": date(2027, 3, 1)}]),
    "round_days_in_order": (Round, [{"ends_on": date(2027, 1, 31)}]),
    "round_choice_is_known": (Round, [{"choice": "lottery"}]),
    "round_seed_is_possible": (Round, [{"seed": -1}]),
    "round_is_fixed_once_held": (Round, [{"fixed": True, "held_at": None}]),
    "roundplace_of_an_opening_is_single": (RoundPlace, [{"opening_id": "aide-1"}]),
    "roundplace_places_is_possible": (RoundPlace, [{"places": 0}, {"places": 1001}]),
    "roundplace_guidance_is_possible": (RoundPlace, [{"guidance_hours": -1}, {"guidance_hours": 41}]),
    "roundplace_criteria_are_allowed": (RoundPlace, [{"criteria": ["photo"]}]),
    "roundplace_status_is_known": (RoundPlace, [{"status": "maybe"}]),
    "roundplace_track_is_known": (RoundPlace, [{"track": "hbo"}]),
    "roundplace_declined_with_a_reason": (RoundPlace, [{"status": "declined"}, {"declined_because": "far"}]),
    "roundplace_reason_is_short": (RoundPlace, [{"status": "declined", "declined_because": "x" * 301}]),
    "roundplace_looked_up_is_recognised": (RoundPlace, [{"recognised_on": date(2027, 1, 1)}]),
    "roundplace_days_are_days": (RoundPlace, [{"days": ["sometimes"]}]),
    "roundplace_period_in_order": (
        RoundPlace,
        [{"starts_on": date(2027, 3, 1), "ends_on": date(2027, 2, 1)}],
    ),
    "roundplace_extra_hours_is_possible": (
        RoundPlace,
        [{"extra_hours": -1, "extra_students": 1}, {"extra_hours": 41, "extra_students": 1}],
    ),
    "roundplace_extra_students_is_possible": (RoundPlace, [{"extra_hours": 1, "extra_students": -1}]),
    "roundplace_extra_students_of_its_places": (RoundPlace, [{"extra_hours": 2, "extra_students": 3}]),
    "roundplace_extra_hours_for_somebody": (RoundPlace, [{"extra_hours": 2}, {"extra_students": 1}]),
    "roundstudent_guidance_is_possible": (RoundStudent, [{"guidance_hours": -1}, {"guidance_hours": 41}]),
    "roundstudent_of_a_reference_is_single": (RoundStudent, [{"reference": "s2"}]),
    "roundstudent_reference_is_one_word": (RoundStudent, [{"reference": ""}, {"reference": "Jan Jansen"}]),
    "roundstudent_rank_is_possible": (RoundStudent, [{"rank": 0}]),
    "roundwish_rank_is_possible": (RoundWish, [{"rank": 0}, {"rank": 6}]),
    "guidance_invitation_email_is_in_small_letters": (Guide, [{"email": "Bob@example.org"}]),
    "guidance_invitation_email_is_an_address": (Guide, [{"email": "bob"}]),
    "guidance_invitation_token_is_a_hash": (Guide, [{"token_hash": "A" * 64}]),
    "guidance_invitation_is_single": (Guide, [{"email": "carl@example.org"}]),
    "guidance_invitation_expires_in_time": (
        Guide,
        [{"expires_at": SHARED_AT}, {"expires_at": SHARED_AT + timedelta(days=14, seconds=1)}],
    ),
    "guidance_parts_are_known": (Guidance, [{"parts": ["photo"]}]),
    "guidance_is_of_something": (Guidance, [{"parts": []}]),
    "guidance_ends_in_time": (
        Guidance,
        [{"until": SHARED_AT}, {"until": SHARED_AT + timedelta(days=366, seconds=1)}],
    ),
    "guidance_is_accepted_after_asking": (Guidance, [{"accepted_at": SHARED_AT - timedelta(seconds=1)}]),
    "guidance_is_ended_after_it_began": (
        Guidance,
        [{"ended_at": SHARED_AT - timedelta(seconds=1), "pass_to": None}],
    ),
    "guidance_is_passed_on_to_another": (
        Guidance,
        [{"pass_to": F("coach")}, {"ended_at": SHARED_AT + timedelta(days=1)}],
    ),
    "guidance_seen_is_an_object": (Guidance, [{"seen": ["a"]}]),
    "guidance_by_a_coach_is_single": (Guidance, [{"coach": F("pass_to"), "pass_to": None}]),
    "note_says_something": (Note, [{"text": " "}]),
    "note_is_no_book": (Note, [{"text": "x" * 4_001}]),
    "step_says_something": (Step, [{"text": ""}]),
    "step_is_short": (Step, [{"text": "x" * 201}]),
    "reminder_comes_as_chosen": (Reminder, [{"every_months": 0}, {"every_months": 2}]),
    "refused_kind_is_known": (Refused, [{"kind": "hobby"}]),
    "refused_old_is_one_word": (Refused, [{"old": "two words"}, {"old": ""}]),
    "refused_is_said_once": (Refused, [{"new": ""}]),
    "step_is_done_after_it_was_set": (Step, [{"done_at": SHARED_AT - timedelta(seconds=1)}]),
}
BY_PASSPORT = {
    **dict.fromkeys(("name", "occupation", "said", "place"), ""),
    "skills": [],
    "kinds": [],
    "pay": None,
    "service": None,
}
"""What somebody holds in a case who came by a passport: the rest is read there."""

EVENT = {"by": "terminal", "what": "pack.imported", "subject": "made", "counts": {"rows": 1}}
EVENT_BITES = {
    "event_by_is_no_name": [{"by": "Jan"}, {"by": ""}, {"by": "account:jan@example.org"}],
    "event_what_is_known": [{"what": "something"}],
    "event_subject_is_an_id": [{"subject": "two words"}, {"subject": ""}],
    "event_counts_is_an_object": [{"counts": [1]}],
    "event_counts_are_numbers": [{"counts": {"name": "Jan"}}, {"counts": {"deep": {"a": 1}}}],
}
