# SPDX-License-Identifier: EUPL-1.2
"""The site under load: search by API at a steady rate, on whatever stands in the data folder's database.

    OVERSTAP_HOME=folder python -m benchmarks.serving --rate 200 --seconds 30

Starts the product as `overstap run` does, sends questions at moments fixed beforehand (a slow answer does not
make the next question wait, so that waiting is counted and not left out), and meanwhile writes openings and
asks until they are found. The sender shares the machine with what it measures.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import psutil

_BETWEEN_LOOKS = 0.05
_PATIENCE = 10.0
_TEXT = "Written by a measurement"
STARTED = re.compile(r"Overstap: http://([^:/]+):(\d+)/")


@dataclass
class Seen:
    """What was measured: ms per answer, answers that were not 200, seconds until new openings were found."""

    waited: list[float] = field(default_factory=list)
    failed: int = 0
    found_after: list[float] = field(default_factory=list)


def main() -> None:
    """Runs it all and prints the figures, as JSON with `--json`."""
    options = _options()
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own command
        [
            sys.executable,
            "-m",
            "overstap",
            "run",
            "--workers",
            str(options.workers),
            "--port",
            str(options.port),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "OVERSTAP_LOG_LEVEL": "WARNING"},
    ) as site:
        try:
            host, port = address_of(site)
            ready = time.perf_counter() - began
            questions = questions_for(options.questions, limited=options.limited)
            _remove_what_was_written()
            before = spent_by(site.pid)
            seen = asyncio.run(_load(host, port, questions, options))
            spent = spent_by(site.pid)
            spent = {name: round(spent[name] - before.get(name, 0.0), 1) for name in spent}
            _remove_what_was_written()
        finally:
            site.terminate()
            site.wait(30)
    _tell(options, ready, seen, spent)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=200, help="questions a second")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--questions", type=int, default=300, help="different ones")
    parser.add_argument("--limited", type=float, default=0.5, help="share that makes limits of the wishes")
    parser.add_argument("--writes", type=float, default=1, help="openings written a second")
    parser.add_argument("--warm-up", type=float, default=3, help="seconds that are not counted")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    return parser.parse_args()


def spent_by(site: int) -> dict[str, float]:
    """CPU seconds so far of the site's processes, of the database's, and of the sender itself."""
    spent = {"sender": sum(os.times()[:2]), "web": 0.0, "database": 0.0}
    for process in psutil.Process(site).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            spent["web"] += sum(process.cpu_times()[:2])
    for process in psutil.process_iter(["name", "cpu_times"]):
        if process.info["name"] == "postgres":
            spent["database"] += sum(process.info["cpu_times"][:2])
    return spent


def address_of(site: subprocess.Popen[str]) -> tuple[str, int]:
    for line in site.stdout or ():
        if found := STARTED.search(line):
            return found.group(1), int(found.group(2))
    raise SystemExit("the site did not start")


def region_here() -> Any:
    """The region of the running site, read here as well to make questions from."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overstap.config.settings")
    import django

    django.setup()
    from overstap.bridge.region import current_region

    return current_region()


def questions_for(count: int, *, limited: float) -> list[bytes]:
    """People with 10 to 40 skills, most of one occupation and some of another, spread over the places."""
    region = region_here()
    random = np.random.default_rng(7)
    occupations, places = list(region.records.occupations), list(region.records.places)
    bodies = []
    for _ in range(count):
        own, other = random.choice(len(occupations), 2)
        skills = [*region.usual_skills(occupations[own]), *region.usual_skills(occupations[other])[:8]]
        held = list(dict.fromkeys(skills))[: int(random.integers(10, 41))]
        body = {
            "skills": [
                {"skill": one, "evidence": "assessed" if random.random() < 0.3 else "claimed"} for one in held
            ],
            "wishes": {"place": places[int(random.integers(len(places)))], "distance": 25, "hours_low": 24},
            "only_wished": bool(random.random() < limited),
        }
        bodies.append(json.dumps(body).encode())
    return bodies


async def _load(host: str, port: int, questions: list[bytes], options: argparse.Namespace) -> Seen:
    seen = Seen()
    lines: asyncio.Queue[Any] = asyncio.Queue()
    begin = time.perf_counter() + 0.5
    count = int(options.rate * (options.seconds + options.warm_up))
    tasks = set()
    writer = asyncio.create_task(_write_and_find(host, port, begin, options, seen))
    for number in range(count):
        due = begin + number / options.rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        counted = due - begin >= options.warm_up
        one = asyncio.create_task(
            _ask(host, port, lines, questions[number % len(questions)], due, seen if counted else Seen())
        )
        tasks.add(one)
        one.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)
    await writer
    return seen


async def _ask(host: str, port: int, lines: asyncio.Queue[Any], body: bytes, due: float, seen: Seen) -> bytes:
    line = lines.get_nowait() if not lines.empty() else await asyncio.open_connection(host, port)
    reader, writer = line
    head = (
        f"POST /v1/matches HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    status, answer = await read_answer(reader)
    seen.waited.append((time.perf_counter() - due) * 1000)
    seen.failed += status != 200
    lines.put_nowait(line)
    return answer


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    return int(head[9:12]), await reader.readexactly(int(length.group(1)) if length else 0)


async def _write_and_find(host: str, port: int, begin: float, options: argparse.Namespace, seen: Seen) -> None:
    """Writes openings, each for a set of skills of its own, and asks until it is found several times."""
    from asgiref.sync import sync_to_async

    add = sync_to_async(_add_opening, thread_sensitive=True)
    number, lines = 0, asyncio.Queue[Any]()
    while options.writes and time.perf_counter() < begin + options.seconds + options.warm_up:
        opening, body = await add(number)
        written = time.perf_counter()
        in_a_row, after = 0, float("inf")
        # Several workers answer; found by whichever answers, several times in a row, is found by all.
        while in_a_row < 3 * options.workers and time.perf_counter() < written + _PATIENCE:
            await asyncio.sleep(_BETWEEN_LOOKS)
            answer = await _ask(host, port, lines, body, written, Seen())
            in_a_row = in_a_row + 1 if opening.encode() in answer else 0
            if in_a_row == 1:
                after = time.perf_counter() - written
        seen.found_after.append(after)
        number += 1
        await asyncio.sleep(max(0.0, 1 / options.writes - (time.perf_counter() - written)))


def _add_opening(number: int) -> tuple[str, bytes]:
    from overstap.apps.openings.actions import NewOpening, add_opening
    from overstap.apps.openings.enums import OpeningKind

    region = region_here()
    records = region.records
    ids = list(records.occupations)
    random = np.random.default_rng([number, time.time_ns()])
    some = random.choice(len(ids), 12, replace=False)
    skills = [region.usual_skills(ids[at])[0] for at in some]
    # Asked for nowhere else: an opening that equals many others would not be among the best by its turn.
    opening = add_opening(
        opening=NewOpening(
            kind=OpeningKind.VACANCY,
            organisation=next(iter(records.organisations)),
            occupation=ids[number % len(ids)],
            place=next(iter(records.places)),
            title={"nl": "Meting", "en": "Measurement"},
            text=_TEXT,
            language="nl",
            hours_low=24,
            hours_high=32,
            demands=dict.fromkeys(skills, "must"),
            invented=True,
        ),
        by="system:benchmark",
    )
    return opening.pk, json.dumps({"skills": [{"skill": one} for one in dict.fromkeys(skills)]}).encode()


def _remove_what_was_written() -> None:
    from overstap.apps.openings.models import Opening, OpeningSkill

    ids = list(Opening.objects.filter(text=_TEXT, invented=True).values_list("pk", flat=True))
    OpeningSkill.objects.filter(opening_id__in=ids).delete()
    Opening.objects.filter(pk__in=ids).delete()


def _tell(options: argparse.Namespace, ready: float, seen: Seen, spent: dict[str, float]) -> None:
    waited = np.array(seen.waited)
    figures = {
        "ready_s": round(ready, 1),
        "rate": options.rate,
        "answers": len(waited),
        "failed": seen.failed,
        "limited": options.limited,
        "ms": {str(share): round(float(np.quantile(waited, share)), 1) for share in (0.5, 0.95, 0.99, 0.999)},
        "slowest_ms": round(float(waited.max()), 1),
        "found_after_s": {
            "times": len(seen.found_after),
            "median": round(float(np.median(seen.found_after)), 2) if seen.found_after else None,
            "slowest": round(max(seen.found_after), 2) if seen.found_after else None,
        },
        "cpu_s": spent,
        "load_before": round(os.getloadavg()[0], 1),
    }
    print(json.dumps(figures, indent=2))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
