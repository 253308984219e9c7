# SPDX-License-Identifier: EUPL-1.2
"""Damages a PDF and a Word file by seed and has each read: in the engine, or by a running site.

python -m benchmarks.damaged_files --count 1000
python -m benchmarks.damaged_files --count 1000 --site http://127.0.0.1:8000/
"""

from __future__ import annotations

import argparse
import re
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from http.cookiejar import CookieJar
from urllib.error import HTTPError

from overstap.engine.documents.document import read_document
from overstap.engine.problems import InputRefused
from tests.made_files import a_docx, a_pdf, many_damaged

EDGE = "----overstap-damaged"


def by_engine(content: bytes) -> str:
    """`read`, or why not."""
    try:
        read_document(content)
    except InputRefused as refused:
        return refused.problems[0].reason["en"]
    return "read"


def by_site(site: str) -> Callable[[bytes], str]:
    """Sends files to a running site as a visitor does; anything but a page or a refusal is an error."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    address = f"{site.rstrip('/')}/en/load/"
    page = opener.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token

    def send(content: bytes) -> str:
        field = f'--{EDGE}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token[1]}\r\n'
        file = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n\r\n'
        body = (field + file).encode() + content + f"\r\n--{EDGE}--\r\n".encode()
        asked = urllib.request.Request(  # noqa: S310 - the address is the caller's own site
            address, body, {"Content-Type": f"multipart/form-data; boundary={EDGE}", "Referer": address}
        )
        try:
            answer = opener.open(asked)
        except HTTPError as error:
            return f"status {error.code}" if error.code != 422 else reason_in(error.read().decode())
        return "read" if answer.status == 200 else f"status {answer.status}"

    return send


def reason_in(page: str) -> str:
    """Why a page says that a file is refused."""
    refused = re.search(r'role="alert">.*?<p>.*?</p>\s*<p>(.*?)</p>', page, re.DOTALL)
    return refused[1].split(":", 1)[-1].split(".")[0].strip() if refused else "refused without a word why"


def main() -> None:
    """Counts what became of each."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--count", type=int, default=1000)
    told.add_argument("--site", default="", help="address of a running site; without, the engine reads")
    asked = told.parse_args()
    read = by_site(asked.site) if asked.site else by_engine
    began, slowest, became = time.perf_counter(), 0.0, Counter[str]()
    for content in many_damaged(asked.count, (a_docx(), a_pdf())):
        at = time.perf_counter()
        became[read(content)] += 1
        slowest = max(slowest, time.perf_counter() - at)
    for what, many in became.most_common():
        print(f"{many:6}  {what}")
    print(f"{asked.count} files in {time.perf_counter() - began:.0f} s, the slowest {slowest:.2f} s")


if __name__ == "__main__":
    main()
