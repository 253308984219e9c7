# SPDX-License-Identifier: EUPL-1.2
"""Every word of the pages stands in Dutch, and what is compiled is what is written."""

from __future__ import annotations

import gettext
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import translation

import overstap.web

WEB = Path(overstap.web.__file__).parent
CATALOGUE = WEB / "locale" / "nl" / "LC_MESSAGES" / "django.po"

Entry = dict[str, str]


def entries(path: Path) -> dict[str, Entry]:
    """The entries of a .po file by context and msgid: field -> text."""
    found: dict[str, Entry] = {}
    for block in path.read_text().split("\n\n"):
        entry: Entry = {}
        field = ""
        for line in block.splitlines():
            match = re.match(r'(msg\w+(?:\[\d\])?) "(.*)"$', line)
            if match:
                field, entry[match[1]] = match[1], _plain(match[2])
            elif line.startswith('"'):
                entry[field] += _plain(line[1:-1])
        if entry.get("msgid"):
            found[f"{entry.get('msgctxt', '')}\x04{entry['msgid']}"] = entry
    return found


def _plain(quoted: str) -> str:
    return quoted.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def test_everything_is_translated() -> None:
    empty = [
        key
        for key, entry in entries(CATALOGUE).items()
        if not all(text for field, text in entry.items() if field.startswith("msgstr"))
    ]
    assert len(entries(CATALOGUE)) > 300
    assert empty == []
    assert "fuzzy" not in CATALOGUE.read_text()


def test_translations_keep_their_blanks() -> None:
    """A translation that forgets a number or names one that is not there would break a page."""
    blank = re.compile(r"%\((\w+)\)s")
    for key, entry in entries(CATALOGUE).items():
        asked = set(blank.findall(entry["msgid"])) | set(blank.findall(entry.get("msgid_plural", "")))
        for field, text in entry.items():
            if field.startswith("msgstr"):
                assert set(blank.findall(text)) <= asked, key
                if "plural" not in "".join(entry):
                    assert set(blank.findall(text)) == asked, key


def test_what_is_compiled_is_what_is_written() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for key, entry in entries(CATALOGUE).items():
        context, _, msgid = key.partition("\x04")
        if "msgid_plural" in entry:
            for number, field in ((1, "msgstr[0]"), (2, "msgstr[1]")):
                assert compiled.ngettext(msgid, entry["msgid_plural"], number) == entry[field]
        elif context:
            assert compiled.pgettext(context, msgid) == entry["msgstr"]
        else:
            assert compiled.gettext(msgid) == entry["msgstr"]


@pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext is not here: apt-get install gettext")
def test_no_word_of_the_source_is_missing_from_the_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "web"
    shutil.copytree(WEB, copy, ignore=shutil.ignore_patterns("static", "__pycache__"))
    monkeypatch.chdir(copy)
    call_command("makemessages", locale=["nl"], no_location=True, no_obsolete=True, verbosity=0)
    extracted = entries(copy / "locale" / "nl" / "LC_MESSAGES" / "django.po")
    assert set(extracted) == set(entries(CATALOGUE))


def test_every_template_reads() -> None:
    templates = sorted((WEB / "templates").rglob("*.html"))
    assert len(templates) > 30
    for template in templates:
        get_template(str(template.relative_to(WEB / "templates")))


def test_every_style_class_in_a_template_is_known_to_a_style_sheet() -> None:
    styles = "\n".join(path.read_text() for path in (WEB / "static").rglob("*.css"))
    known = set(re.findall(r"\.([a-z][\w-]*)", styles))
    used: set[str] = set()
    for template in (WEB / "templates").rglob("*.html"):
        for value in re.findall(r'class="([^"]*)"', template.read_text()):
            names = re.sub(r"\{[{%].*?[%}]\}", " \x00", value).split()
            used.update(name for name in names if "\x00" not in name and not name.endswith("-"))
    assert len(used) > 100
    assert used - known == set()


def test_the_page_knows_itself_in_the_other_language(client: Client, db: None) -> None:
    with translation.override("nl"):
        dutch = reverse("occupation", args=["secretary"])
    with translation.override("en"):
        english = reverse("occupation", args=["secretary"])
    assert (dutch, english) == ("/beroepen/secretary/", "/en/occupations/secretary/")
    assert f'href="{english}"' in client.get(dutch).content.decode()
    assert f'href="{dutch}"' in client.get(english).content.decode()


def test_no_page_asks_for_scripts_or_styles_of_its_own() -> None:
    """The content security policy allows neither; a test sees it before a browser does.

    Linked data is a block of data, which no browser runs.
    """
    linked_data = '<script type="application/ld+json">'
    own = re.compile(r"<style|style=|\son[a-z]+=|<script(?![^>]*\ssrc=)")
    for template in (WEB / "templates").rglob("*.html"):
        assert not own.search(template.read_text().replace(linked_data, "")), template.name


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="msgfmt is not here: apt-get install gettext")
def test_the_catalogue_is_well_formed(tmp_path: Path) -> None:
    command = ["msgfmt", "--check-format", "-o", str(tmp_path / "x.mo"), str(CATALOGUE)]
    subprocess.run(command, check=True, capture_output=True)
