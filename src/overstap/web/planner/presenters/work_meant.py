# SPDX-License-Identifier: EUPL-1.2
"""Which work somebody's words speak of as theirs: what may be meant, and what clearly is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from overstap.engine.region.region import Region
from overstap.engine.skills.recognition.clauses import clauses
from overstap.engine.skills.recognition.scope import Scope

Stretch = tuple[int, int]

TITLE_AT_MOST = 90
"""A text this short is read as a job title as a whole; in a longer one its parts are."""
PARTS_AT_MOST = 40
TITLES_LOOKED_AT = 30
"""Occupations asked for per title: a wider language than the region's own may fill the first places."""
LIKELY = 0.4
"""Least score of a title for an occupation to be offered; a whole story scores lower."""
LIKELY_OF_STORY = 0.2
NEAR_BEST = 0.5
"""An occupation that scores less than this share of the best is not offered beside it."""
CLEAR = 0.85
"""From this score on, and this far (`AHEAD`) before the next one, an occupation need not be asked after."""
AHEAD = 0.15
STATED = 0.6
"""The same, for what is said of oneself ("ik ben metselaar") or stands as the present job in a CV."""
SHORT = 0.55
SHORT_AHEAD = 0.2
"""The same, for a text that is no more than a title."""
SOLE = 0.35
"""Least score of the only occupation that may be meant, to need no asking."""
NAME = 0.9
"""From this score on a skill's words are an occupation's own name: "kok" is, "koken" is not."""
SUPPORT = 0.3
"""What must be left of an occupation's score without the words that are read as skills or papers."""
OCCUPATIONS_AT_MOST = 5


def occupations_meant(
    region: Region, text: str, language: str, read: Iterable[Stretch] = ()
) -> tuple[tuple[str, ...], str]:
    """Which occupations a text may speak of, the likeliest first, and the one it clearly means.

    Of those that fit as well the region's own come first. A short text is taken as a title. Of a longer one the
    lines, and what stands between commas, are tried: a CV names its jobs on lines of their own, the present one
    before those of the past. When no part names one, the story as a whole is tried. `read` are the stretches in
    which a skill or a paper was read: "kas opmaken" is about money, not about a greenhouse.
    """
    own = _Own(region, language, _without(text, _not_work(text, language)), tuple(read))
    offered, clear = _meant(own)
    if not offered:  # what is only wished for may be the work one did, too; that is for the person to say
        wishes = _Own(region, language, _without(text, _not_work(text, language, wishes=True)), own.read)
        return _meant(wishes)[0], ""
    return offered, clear


def title_scores(region: Region, titles: Iterable[str], language: str) -> dict[str, float]:
    """Occupation -> how well the best of these titles names it."""
    best: dict[str, float] = {}
    for title in titles:
        for found in region.find_occupations(title, language, TITLES_LOOKED_AT):
            best[found.id] = max(best.get(found.id, 0.0), found.score)
    return best


class _Own:
    """What a text says of one's own work; stretches that are about something else are blank."""

    def __init__(self, region: Region, language: str, text: str, read: tuple[Stretch, ...]) -> None:
        self.region, self.language, self.text = region, language, text
        self.read = read
        self._skills = read if len(text.split()) > 1 else ()  # a single word is a title, whatever else it is
        self._skills = tuple(one for one in self._skills if not self._names(text[one[0] : one[1]]))

    def scores(self, start: int, end: int) -> dict[str, float]:
        """Occupations named by a stretch; what only its skills would name is left out."""
        said = title_scores(self.region, [_plain(self.text[start:end])], self.language)
        inside = [one for one in self._skills if one[0] < end and start < one[1]]
        if not inside:
            return said
        rest = _plain(_without(self.text, inside)[start:end])
        left = title_scores(self.region, [rest], self.language) if rest else {}
        return {one: score for one, score in said.items() if left.get(one, 0.0) >= SUPPORT * score}

    def best_of(self, stretches: Iterable[Stretch]) -> dict[str, float]:
        """The best score of each occupation over some stretches."""
        best: dict[str, float] = {}
        for start, end in stretches:
            for occupation, score in self.scores(start, end).items():
                best[occupation] = max(best.get(occupation, 0.0), score)
        return best

    def ordered(self, scores: dict[str, float]) -> list[str]:
        """The likeliest first; of those that fit as well the region's own."""
        own = self.region.records.occupations
        return sorted(scores, key=lambda one: (-scores[one], one not in own, one))

    def ahead(self, scores: dict[str, float], least: float, ahead: float) -> str:
        """The occupation that scores enough, and this far before the next; empty when none does."""
        first, second = [*sorted(scores.values(), reverse=True), 0.0, 0.0][:2]
        return self.ordered(scores)[0] if first >= least and first - second >= ahead else ""

    def _names(self, words_said: str) -> bool:
        return any(
            one.score >= NAME
            for one in self.region.find_occupations(words_said, self.language, TITLES_LOOKED_AT)
        )


def _meant(own: _Own) -> tuple[tuple[str, ...], str]:
    whole = own.scores(0, len(own.text))
    short = len(own.text) <= TITLE_AT_MOST
    found, least = (whole, LIKELY_OF_STORY) if short else (own.best_of(_parts(own.text)), LIKELY)
    likely = {one: score for one, score in found.items() if score >= least}
    if not likely:
        likely = {one: score for one, score in whole.items() if score >= LIKELY_OF_STORY}
    likely = {one: score for one, score in likely.items() if score >= NEAR_BEST * max(likely.values())}
    present = [_plain(own.text[start:end]) for start, end in _present_jobs(own.text)]
    at_present = title_scores(own.region, present, own.language)
    now = {one: score for one, score in at_present.items() if score >= LIKELY}
    clear = (
        _stated(own, _STATEMENTS)
        or own.ahead(now, STATED, AHEAD)
        or ("" if present else _stated(own, (_EMPLOYED,)) or own.ahead(likely, CLEAR, AHEAD))
        or (own.ahead(likely, SHORT, SHORT_AHEAD) if short else "")
        or (own.ahead(likely, SOLE, 0.0) if len(likely) == 1 else "")
    )
    ordered = dict.fromkeys([*([clear] if clear else []), *own.ordered(now), *own.ordered(likely)])
    return tuple(ordered)[:OCCUPATIONS_AT_MOST], clear


def _stated(own: _Own, patterns: Iterable[re.Pattern[str]]) -> str:
    """The work somebody says is theirs, in so many words; what one is goes before what one was."""
    for pattern in patterns:
        for said in pattern.finditer(own.text):
            occupation = own.ahead(own.scores(*said.span("work")), STATED, AHEAD)
            if occupation:
                return occupation
    return ""


_WORK = r"(?P<work>[^\n.;,:()•|]{3,40}?)(?=[\n.;,:()•|]|\s(?:bij|in|en|met|sinds|at|and|with|for|since)\s|\s*$)"
_STATEMENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:ik ben|ben ik|i am|i'm|i’m)\s(?:nu |now )?(?:een |an? )?{_WORK}",
        rf"\b(?:ik werk|i work)(?:\s\w+){{0,3}}?\s(?:als|as)\s(?:een |an? )?{_WORK}",
        rf"\b\d+\s(?:jaar|jaren|years?)\s(?:lang\s)?(?:(?:als|as)\s)?(?:een |an? )?{_WORK}",
        rf"\b(?:ik was|i was|i have been|i've been)\s(?:een |an? )?{_WORK}",
        rf"\b(?:werkte|gewerkt|worked)(?:\s\w+){{0,3}}?\s(?:als|as)\s(?:een |an? )?{_WORK}",
    )
)
_EMPLOYED = re.compile(r"(?:^|[\n.;,])\s*(?P<work>[^\n.;,:()•|]{3,40}?)\s(?:bij|at)\s", re.IGNORECASE)


def _not_work(text: str, language: str, *, wishes: bool = False) -> Iterator[Stretch]:
    """Stretches about something else than one's work: denied, another's, wished for, languages, hobbies."""
    for clause in clauses(text, language):
        wished = clause.scope is Scope.WISHED or _WISH.search(text, clause.start, clause.end)
        if clause.scope in (Scope.DENIED, Scope.OTHERS) or (wished and not wishes):
            yield clause.start, clause.end
    under = False
    for line in _LINE.finditer(text):
        beside = _BESIDE_WORK.match(line.group())
        if beside:
            under = not line.group()[beside.end() :].strip()
            yield line.span()
        elif under and not _ENDS_SECTION.search(line.group()):
            yield line.span()
        else:
            under = False


_WISH = re.compile(
    r"\b(?:ik zoek|op zoek naar|ik wil|zou graag|i(?: am|'m|’m) looking for|i want|i would like|i'd like)\b",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_BESIDE_WORK = re.compile(
    r"[\s#*•-]*(?:(?:vreemde )?talen(?:kennis)?|taalvaardigheden|taalkennis|hobby['’]?s?|interesses?|vrije tijd"
    r"|(?:foreign )?languages?(?: skills)?|hobbies|interests|leisure)"
    r"(?: (?:en|and|&) (?:hobby['’]?s?|interesses?|vrije tijd|hobbies|interests))?[\s*]*(?::|$)",
    re.IGNORECASE,
)
"""The heading of what somebody knows or likes beside work, on a line of its own or before a colon."""
_ENDS_SECTION = re.compile(
    r"\b(?:19|20)\d\d\b|:\s*$|^[\s#*]*(?:werk\w*|ervaring|opleiding\w*|vaardigheden|competenties|cursussen"
    r"|profiel|diploma['’]?s|referenties|(?:work )?experience|employment\w*|education|skills|courses|profile"
    r"|references)\s*$",
    re.IGNORECASE,
)


def _without(text: str, stretches: Iterable[Stretch]) -> str:
    """The text with stretches made blank, as long as it was."""
    for start, end in stretches:
        text = f"{text[:start]}{';':<{end - start}}{text[end:]}" if end > start else text
    return text


def _plain(words_said: str) -> str:
    return _DATES.sub(" ", words_said).replace(";", " ").strip()


def _parts(text: str) -> list[Stretch]:
    cuts = [(0, 0), *(cut.span() for cut in _BETWEEN.finditer(text)), (len(text), len(text))]
    spans = [(before[1], after[0]) for before, after in pairwise(cuts)]
    return [one for one in spans if 3 < len(_plain(text[one[0] : one[1]])) <= 60][:PARTS_AT_MOST]


def _present_jobs(text: str) -> list[Stretch]:
    """The parts of lines with a time that runs until today, as in "2009 - heden"."""
    lines = [line.span() for line in _LINE.finditer(text) if _UNTIL_NOW.search(line.group())]
    return [part for part in _parts(text) if any(start <= part[0] < end for start, end in lines)]


_TODAY = r"(?:heden|nu|vandaag|present|now|today|current)"
_UNTIL_NOW = re.compile(
    rf"\b\d{{4}}\s*(?:[-–—/]|tot|t/m|to|until)\s*{_TODAY}\b|\b(?:sinds|since)\s(?:\w+\s)?\d{{4}}\b",
    re.IGNORECASE,
)
_DATES = re.compile(
    rf"\b\d{{4}}\s*(?:[-–—/]|tot|t/m|to|until)\s*{_TODAY}\b|\b\d[\d/-]*\b|\s[-–]\s", re.IGNORECASE
)
_BETWEEN = re.compile(
    rf"[\n.;,:()•|]|(?<!\d)\s?–(?!\s?{_TODAY})|\s-\s(?!{_TODAY})|\s(?:bij|at|als|as)\s", re.IGNORECASE
)
