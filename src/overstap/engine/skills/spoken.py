# SPDX-License-Identifier: EUPL-1.2
"""Which language a text is written in: Dutch or English, by the small words that no one can do without."""

from __future__ import annotations

from overstap.engine.skills.text import tokens

# The commonest function words of each language that the other does not have.
_WRITTEN = {
    "nl": (
        "aan al als bij dan dat de deze die dit door een en er geen haar had heb heeft het hij ik je jij kan "
        "maar me meer met mijn na naar niet nog nu om onder ook op over te tot uit van veel voor want waren "
        "wat we wel werd wij wordt ze zich zij zijn zo"
    ),
    "en": (
        "a about after all also an and are as at be been but by can did do for from had has have he her his i "
        "if into is it its my not of on or our she so some than that the their them then there these they "
        "this to up was we were what when which who will with would you your"
    ),
}
_SMALL_WORDS = {language: frozenset(listed.split()) for language, listed in _WRITTEN.items()}
_FEWEST = 3
"""Fewer small words than this decide nothing: a job title has none."""


def spoken_language(text: str, otherwise: str) -> str:
    """`nl` or `en`, whichever has clearly more of its small words in the text; else `otherwise`.

    >>> spoken_language("I worked at the front desk and did the till for ten years", "nl")
    'en'
    >>> spoken_language("Medewerker customer service", "nl")
    'nl'
    """
    words = [token.folded for token in tokens(text)]
    counts = {language: sum(word in small for word in words) for language, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    rest = max(count for language, count in counts.items() if language != best)
    return best if counts[best] >= _FEWEST and counts[best] > 2 * rest else otherwise
