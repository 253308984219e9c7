# SPDX-License-Identifier: EUPL-1.2
"""The site as it is used: search, plan, save a passport and publish an opening, mixed, on the real server.

    OVERSTAP_HOME=folder python -m benchmarks.mixed --rate 40 --seconds 60 --json benchmarks/results/mixed.json

Starts the product as `overstap run` does, with PostgreSQL, and asks by API with tokens of made-up accounts, at
moments fixed beforehand: a slow answer does not make the next question wait, so that waiting is counted and not
left out. Give it a data folder of its own: accounts and openings that it makes are erased after, their trail
stays. The sender shares the machine with what it measures.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.serving import address_of, questions_for, read_answer, region_here, spent_by

BY = "system:benchmark"
SHARES = {"search": 0.7, "plan": 0.05, "save": 0.2, "publish": 0.05}
"""Of the questions: mostly looking, sometimes planning and keeping, seldom something new."""
Deeds = Mapping[str, Callable[[int], Awaitable[int]]]
"""Kind -> asks the so-many-th of it; the status it got."""
_MAIL = "measured-{number}@example.org"


@dataclass(frozen=True)
class Made:
    """Who asks: the secrets of people's tokens, and of one organisation with its id."""

    people: tuple[str, ...]
    organisation: str
    employer: str


@dataclass
class Seen:
    """What was measured of one kind: ms per answer, and statuses."""

    waited: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


@dataclass
class Site:
    """The running site, and connections to it that are free."""

    host: str
    port: int
    lines: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)

    async def ask(
        self, method: str, path: str, body: bytes, token: str = "", **headers: str
    ) -> tuple[int, Any]:
        """Asks one thing over a connection that is free, or a new one; status and answer."""
        free = not self.lines.empty()
        line = self.lines.get_nowait() if free else await asyncio.open_connection(self.host, self.port)
        reader, writer = line
        said = {"Host": f"{self.host}:{self.port}", "Content-Type": "application/json", **headers}
        said |= {"Content-Length": str(len(body))} | ({"Authorization": f"Bearer {token}"} if token else {})
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        status, answer = await read_answer(reader)
        self.lines.put_nowait(line)
        return status, answer


def main() -> None:
    """Runs it all and prints the figures, as JSON with `--json`."""
    options = _options()
    load = os.getloadavg()[0]
    command = [sys.executable, "-m", "overstap", "run", "--workers", str(options.workers)]
    command += ["--port", str(options.port)]
    env = {**os.environ, "OVERSTAP_LOG_LEVEL": "WARNING", "OVERSTAP_API_PER_MINUTE": "1000000"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as site:  # noqa: S603 - our own
        try:
            host, port = address_of(site)
            questions = questions_for(200, limited=0.5)
            made = _make(options.people)
            try:
                before = spent_by(site.pid)
                deeds = _deeds(Site(host, port), questions, made, options)
                seen = asyncio.run(_load(deeds, options))
                after = spent_by(site.pid)
            finally:
                _remove(made)
        finally:
            site.terminate()
            site.wait(30)
    cpu = {name: round(after[name] - before.get(name, 0.0), 1) for name in after}
    figures = _figures(seen, options) | {"cpu_s": cpu, "load_before": round(load, 1)}
    print(json.dumps(figures, indent=2))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=40, help="questions a second, of all kinds")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--warm-up", type=float, default=5, help="seconds that are not counted")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--port", type=int, default=8766)
    parser.add_argument("--people", type=int, default=50, help="accounts whose passports are saved")
    parser.add_argument("--plan-seconds", type=float, default=2, help="how long a plan may search")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    return parser.parse_args()


# --- who asks -------------------------------------------------------------------------------------


def _make(people: int) -> Made:
    region_here()  # sets Django up
    from django.utils import timezone

    from overstap.apps.accounts.actions import create_account
    from overstap.apps.accounts.enums import Role
    from overstap.apps.organisations.actions import add_organisation
    from overstap.apps.organisations.enums import OrganisationKind
    from overstap.apps.organisations.members import add_member
    from overstap.apps.passports.actions import Told, keep_passport
    from overstap.apps.tokens.actions import make_token
    from overstap.apps.tokens.enums import Scope

    _erase_accounts()  # of a run that was stopped half-way
    now = timezone.now()
    told = {"name": "Measurement", "now": now, "ends_at": now + timedelta(days=1), "by": BY}
    secrets = []
    for number in range(people):
        account = create_account(email=_MAIL.format(number=number), by=BY)
        keep_passport(account=account.pk, told=Told(language="nl"), now=now, by=BY)
        scopes = [Scope.PASSPORT_READ, Scope.PASSPORT_WRITE]
        secrets.append(make_token(account=account.pk, scopes=scopes, **told).secret)
    place = next(iter(region_here().records.places))
    firm = {"name": "Measurement", "kind": OrganisationKind.EMPLOYER, "place": place, "invented": True}
    organisation = add_organisation(**firm, by=BY).pk
    boss = create_account(email=_MAIL.format(number="boss"), by=BY)
    add_member(organisation=organisation, account=boss.pk, role=Role.EMPLOYER, owner=True, by=BY)
    theirs = make_token(account=boss.pk, scopes=[Scope.OPENINGS_WRITE], organisation=organisation, **told)
    return Made(tuple(secrets), organisation, theirs.secret)


def _remove(made: Made) -> None:
    from overstap.apps.openings.models import Keeper, Opening, OpeningSkill
    from overstap.apps.organisations.models import Organisation

    openings = Opening.objects.filter(organisation=made.organisation)
    OpeningSkill.objects.filter(opening__in=openings).delete()
    Keeper.objects.filter(opening__in=openings).delete()
    openings.delete()
    _erase_accounts()
    Organisation.objects.filter(pk=made.organisation).delete()


def _erase_accounts() -> None:
    from overstap.apps.accounts.models import Account
    from overstap.bridge import personal_data

    begin, end = _MAIL.format(number="").split("@")
    for account in Account.objects.filter(email__startswith=begin, email__endswith=end):
        personal_data.erase(account=account.pk, by=BY)


# --- the load -------------------------------------------------------------------------------------


async def _load(deeds: Deeds, options: argparse.Namespace) -> dict[str, Seen]:
    random = np.random.default_rng(11)
    count = int(options.rate * (options.seconds + options.warm_up))
    kinds = random.choice(list(SHARES), count, p=list(SHARES.values()))
    seen = {kind: Seen() for kind in SHARES}
    begin, tasks = time.perf_counter() + 0.5, set()

    async def one(kind: str, number: int, due: float) -> None:
        status = await deeds[kind](number)
        if due - begin >= options.warm_up:
            seen[kind].waited.append((time.perf_counter() - due) * 1000)
            seen[kind].statuses[status] += 1

    for number, kind in enumerate(map(str, kinds)):
        due = begin + number / options.rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.create_task(one(kind, number, due))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)
    return seen


def _deeds(site: Site, questions: list[bytes], made: Made, options: argparse.Namespace) -> Deeds:
    region = region_here()
    occupations = list(region.records.occupations)
    asked = [json.loads(one) for one in questions]

    async def search(number: int) -> int:
        status, _ = await site.ask("POST", "/v1/matches", questions[number % len(questions)])
        return status

    async def plan(number: int) -> int:
        body = {
            "skills": asked[number % len(asked)]["skills"],
            "occupation": occupations[number % len(occupations)],
            "seconds": options.plan_seconds,
        }
        status, _ = await site.ask("POST", "/v1/journeys", json.dumps(body).encode())
        return status

    async def save(number: int) -> int:
        held = [one | {"evidence": "claimed"} for one in asked[number % len(asked)]["skills"]]
        body = json.dumps({"skills": held, "wishes": {"hours_low": 16 + number % 20}}).encode()
        token = made.people[number % len(made.people)]
        status, _ = await site.ask("PATCH", "/v1/passport", body, token, **{"If-Match": "*"})
        return status

    async def publish(number: int) -> int:
        occupation = occupations[number % len(occupations)]
        body = _opening(region, occupation)
        desk = f"/v1/organisations/{made.organisation}/openings"
        status, answer = await site.ask("POST", desk, json.dumps(body).encode(), made.employer)
        if status != 201:
            return status
        address = f"{desk}/{json.loads(answer)['id']}/status"
        live = json.dumps({"status": "published"}).encode()
        status, _ = await site.ask("PUT", address, live, made.employer, **{"If-Match": "*"})
        return status

    return {"search": search, "plan": plan, "save": save, "publish": publish}


def _opening(region: Any, occupation: str) -> dict[str, Any]:
    from django.utils import timezone

    skills = region.usual_skills(occupation)[:8]
    return {
        "kind": "vacancy",
        "title": {"nl": "Meting", "en": "Measurement"},
        "occupation": occupation,
        "place": next(iter(region.records.places)),
        "hours_low": 24,
        "hours_high": 32,
        "closes_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
        "demands": [{"skill": one, "importance": "must"} for one in skills],
    }


# --- figures --------------------------------------------------------------------------------------


def _figures(seen: dict[str, Seen], options: argparse.Namespace) -> dict[str, Any]:
    return {
        "machine": {"processors": os.cpu_count(), "workers": options.workers},
        "rate": options.rate,
        "seconds": options.seconds,
        "plan_seconds": options.plan_seconds,
        "kinds": {
            kind: {
                "answers": len(one.waited),
                "a_second": round(len(one.waited) / options.seconds, 2),
                "statuses": {str(status): count for status, count in sorted(one.statuses.items())},
                "ms": {
                    name: round(float(np.quantile(one.waited, share)), 1) if one.waited else None
                    for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
                },
            }
            for kind, one in seen.items()
        },
    }


if __name__ == "__main__":
    main()
