# SPDX-License-Identifier: EUPL-1.2
"""Files as people bring them, made here: PDF by Typst, Word by hand, and both damaged by a seed."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterable, Iterator
from html import escape

import typst
from pypdf import PdfReader, PdfWriter

CV = """Naam: Fatima el Idrissi
Adres: Kerkstraat 12, 2511 AB Den Haag
Geboortedatum: 3 mei 1980
E-mail: fatima@example.org
BSN: 111222333

Werkervaring
mrt 2018 – heden Baliemedewerker, ABN Bank
• Klachten behandelen
• De kas doen
2012 - 2018 Verkoopmedewerker bij Hema
Klanten helpen en vakken vullen.

Opleidingen
2008 - 2011 Secretarieel mbo, ROC Mondriaan

Cursussen
2019 BHV

Talen
Nederlands: moedertaal
Engels: B2
Rijbewijs: B
"""
WHO = ("Fatima", "Idrissi", "Kerkstraat", "2511", "1980", "fatima@example.org", "111222333")
"""What of that nobody needs."""

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def a_pdf(text: str = CV, pages: int = 1) -> bytes:
    """A PDF with these lines on each page."""
    lines = "\n".join(f"#text({_quoted(line)}) \\" if line else "#v(6pt)" for line in text.splitlines())
    made: bytes = typst.compile("\n#pagebreak()\n".join([lines] * pages).encode())
    return made


def _quoted(line: str) -> str:
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def a_docx(text: str = CV) -> bytes:
    """A Word file with these lines, a paragraph each."""
    told = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.splitlines())
    return a_zip({"[Content_Types].xml": _TYPES, "word/document.xml": f"{_WORD}{told}</w:body></w:document>"})


def a_zip(files: dict[str, str | bytes]) -> bytes:
    """A zip of these files."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return kept.getvalue()


def locked(pdf: bytes) -> bytes:
    """The PDF with a password on it."""
    writer = PdfWriter(PdfReader(io.BytesIO(pdf)))
    writer.encrypt("geheim", algorithm="AES-256")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def a_bomb() -> bytes:
    """A Word file of a few hundred kB that is 300 MB unpacked."""
    return a_zip({"word/document.xml": _WORD + " " * 300_000_000})


def a_growing_docx() -> bytes:
    """A Word file whose few lines would grow to a billion words."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE w [<!ENTITY e0 "lol">{entities}]>{_WORD}<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>'
    return a_zip({"word/document.xml": f"{xml}</w:body></w:document>"})


def a_growing_pdf() -> bytes:
    """A PDF whose page is 400 MB of drawing once unpacked."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    from pypdf.generic import NameObject, StreamObject

    stream = StreamObject()
    stream.set_data(b"BT (a) Tj ET " * 32_000_000)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def damaged(content: bytes, seed: int) -> bytes:
    """The file with stretches overwritten, cut out, doubled or cut off, by a seed."""
    chance = random.Random(seed)  # noqa: S311 - damage, no secret
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(max(1, len(content)))
        many = chance.choice((1, 1, 4, 40, 400))
        how = chance.randrange(5)
        if how == 0:
            content = content[:at] + chance.randbytes(many) + content[at + many :]
        elif how == 1:
            content = content[:at] + content[at + many :]
        elif how == 2:
            content = content[:at] + content[at : at + many] * 3 + content[at + many :]
        elif how == 3:
            numbers = (b"99999999999", b"-1", b"0 0 R", b"<<", b"]]", b"\xff\xff\xff\xff", b"\0")
            content = content[:at] + chance.choice(numbers) + content[at:]
        elif chance.random() < 0.3:
            content = content[: max(1, at)]
    return content


def many_damaged(count: int, sources: Iterable[bytes]) -> Iterator[bytes]:
    """So many damaged files, in turn of each source."""
    kept = list(sources)
    for seed in range(count):
        yield damaged(kept[seed % len(kept)], seed)
