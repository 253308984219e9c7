# SPDX-License-Identifier: EUPL-1.2
"""What Europass calls things: languages by ISO 639-2, sections, and what is not taken over."""

from __future__ import annotations

from overstap.engine.documents.entries import EntryKind

THREE_LETTERS = {
    "nl": "nld dut",
    "en": "eng",
    "de": "deu ger",
    "fr": "fra fre",
    "es": "spa",
    "it": "ita",
    "pt": "por",
    "pl": "pol",
    "uk": "ukr",
    "ru": "rus",
    "ro": "ron rum",
    "bg": "bul",
    "tr": "tur",
    "ar": "ara",
    "ber": "ber",
    "fa": "fas per",
    "ku": "kur",
    "so": "som",
    "ti": "tir",
    "am": "amh",
    "zh": "zho chi",
    "hi": "hin",
    "pap": "pap",
    "srn": "srn",
    "id": "ind",
    "fy": "fry",
}
"""Our code -> codes of ISO 639-2, the one to write first."""
CODE_OF = {name: code for code, names in THREE_LETTERS.items() for name in (code, *names.split())}

SECTIONS = {
    EntryKind.CERTIFICATE: {"nl": "Certificaten", "en": "Certificates"},
    EntryKind.VOLUNTEER: {"nl": "Vrijwilligerswerk", "en": "Volunteer work"},
}
"""Sections of our own in a Europass CV, for what it has no place for that comes back."""
SECTION_KIND = {name.lower(): kind for kind, names in SECTIONS.items() for name in names.values()}

LICENCE = "Rijbewijs"
"""What a driving licence is called before its category."""

LEFT_OUT = {
    "PersonName": "name",
    "Communication": "contact",
    "ContactInfo": "contact",
    "NationalityCode": "nationality",
    "Nationality": "nationality",
    "BirthDate": "birth",
    "Birthdate": "birth",
    "GenderCode": "sex",
    "Gender": "sex",
    "Photo": "photo",
    "Attachment": "photo",
    "PublicationHistory": "publications",
    "EmploymentReferences": "references",
    "VoluntaryWorks": "volunteering",
}
"""Name of a part -> what we call it where we tell that it is not taken over."""
