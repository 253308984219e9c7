# SPDX-License-Identifier: EUPL-1.2
"""Why a file that somebody brought is not read, and how to mend it."""

from __future__ import annotations

from overstap.engine.problems import Problem

_PASTE = {
    "en": "Save it again as PDF or as Word (.docx), or copy the text and paste it on the front page.",
    "nl": "Bewaar het opnieuw als pdf of als Word (.docx), of kopieer de tekst en plak die op de voorpagina.",
}
_REASONS = {
    "locked": (
        {"en": "there is a password on this file", "nl": "er zit een wachtwoord op dit bestand"},
        {"en": "Save it without a password.", "nl": "Bewaar het zonder wachtwoord."},
    ),
    "old-or-locked": (
        {
            "en": "this is an old Word file (.doc), or one with a password",
            "nl": "dit is een oud Word-bestand (.doc), of er zit een wachtwoord op",
        },
        {
            "en": "Open it in Word and save it as .docx or PDF, without a password.",
            "nl": "Open het in Word en bewaar het als .docx of pdf, zonder wachtwoord.",
        },
    ),
    "not-word": (
        {"en": "this is no Word file and no PDF", "nl": "dit is geen Word-bestand en geen pdf"},
        _PASTE,
    ),
    "unknown": (
        {"en": "we cannot read this kind of file", "nl": "dit soort bestand kunnen we niet lezen"},
        _PASTE,
    ),
    "no-text": (
        {
            "en": "there is no text in this file, only pictures (a scan or a photo)",
            "nl": "er staat geen tekst in dit bestand, alleen beeld (een scan of foto)",
        },
        {
            "en": "Use the file that was scanned or printed from, or type what it says on the front page.",
            "nl": "Gebruik het bestand waar de scan van gemaakt is, of typ op de voorpagina wat erin staat.",
        },
    ),
    "too-many-pages": (
        {"en": "this file has more than 30 pages", "nl": "dit bestand heeft meer dan 30 pagina's"},
        {"en": "Keep the pages about your work and study.", "nl": "Houd de pagina's over je werk en studie."},
    ),
    "too-large-inside": (
        {"en": "this file is too large once unpacked", "nl": "dit bestand is uitgepakt te groot"},
        _PASTE,
    ),
    "too-much": (
        {
            "en": "reading this file took too much time or memory, so we stopped",
            "nl": "het lezen van dit bestand kostte te veel tijd of geheugen, dus zijn we gestopt",
        },
        _PASTE,
    ),
    "broken": ({"en": "this file is broken", "nl": "dit bestand is kapot"}, _PASTE),
}


def refused(name: str, why: str) -> Problem:
    reason, mend = _REASONS.get(why, _REASONS["broken"])
    return Problem(reason, file=name, mend=mend)


def too_large(name: str, most: int) -> Problem:
    megabytes = most // 1_000_000
    return Problem(
        {
            "en": f"this file is larger than {megabytes} MB",
            "nl": f"dit bestand is groter dan {megabytes} MB",
        },
        file=name,
        mend={"en": "Leave out pictures, or paste the text.", "nl": "Laat foto's weg, of plak de tekst."},
    )


def empty(name: str) -> Problem:
    return Problem(
        {"en": "this file is empty", "nl": "dit bestand is leeg"},
        file=name,
        mend={"en": "Choose another file.", "nl": "Kies een ander bestand."},
    )


def busy(name: str) -> Problem:
    return Problem(
        {
            "en": "many people are bringing files at this moment",
            "nl": "veel mensen brengen op dit moment bestanden mee",
        },
        file=name,
        mend={"en": "Try again in a minute.", "nl": "Probeer het over een minuut nog eens."},
    )
