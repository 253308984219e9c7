# SPDX-License-Identifier: EUPL-1.2
"""What happens when a part is killed at the worst moment, or the database goes away under it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path

import psutil
import psycopg
import pytest

from overstap.engine import shipped_pack
from overstap.engine.pack import read_pack, write_pack
from overstap.host.postgres import Server
from tests.interfaces.running import Site, gone
from tests.made_pack import with_change

PATIENCE_SECONDS = 40.0


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The product on a database elsewhere, which is not its own to start and stop."""
    folder = Path(tempfile.mkdtemp(prefix="overstap-faults-"))
    folder.chmod(0o711)
    server = Server(folder / "postgres")
    server.start()
    site = Site(folder / "home", database_elsewhere=server)
    site.start()
    yield site
    site.clean_up()
    shutil.rmtree(folder)


class Browser:
    """Keeps cookies and sends forms, as a browser without scripts does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        handlers = (urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies))
        self.opener = urllib.request.build_opener(*handlers)

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=PATIENCE_SECONDS) as answer:
            return str(answer.read().decode())

    def post(self, at: str, to: str, **told: str) -> str:
        """Sends the form on page `at` to `to`; raises HTTPError for a refusal."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(at))
        assert found, at
        told["csrfmiddlewaretoken"] = found[1]
        asked = urllib.request.Request(  # noqa: S310 - the address is ours
            self.address + to, urllib.parse.urlencode(told).encode(), {"Referer": self.address}
        )
        with self.opener.open(asked, timeout=PATIENCE_SECONDS) as answer:
            return str(answer.url)


def overstap(site: Site, *arguments: str) -> dict[str, object]:
    done = subprocess.run(
        site.command(*arguments, "--json"),
        env=site.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


@contextmanager
def held(site: Site, table: str) -> Iterator[Callable[[], int]]:
    """Nobody else gets at `table` while the block runs; gives how many wait for it."""
    with psycopg.connect(site.server.url()) as holder, psycopg.connect(site.server.url()) as watcher:
        watcher.autocommit = True
        holder.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")  # type: ignore[arg-type]

        def waiting() -> int:
            found = watcher.execute(
                "SELECT count(*) FROM pg_locks WHERE relation = %s::regclass AND NOT granted", [table]
            ).fetchone()
            assert found
            return int(found[0])

        yield waiting
        holder.rollback()


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def count(site: Site, table: str, where: str = "true") -> int:
    with psycopg.connect(site.server.url()) as connection:
        asked = f"SELECT count(*) FROM {table} WHERE {where}"  # noqa: S608 - our own words
        found = connection.execute(asked).fetchone()  # type: ignore[arg-type]
        assert found
        return int(found[0])


def answers(site: Site) -> bool:
    try:
        return site.get("") == 200
    except OSError:
        return False


def parts_of(site: Site, program: str) -> list[psutil.Process]:
    """The processes of the site that run `program`."""
    assert site.process is not None
    found = []
    for part in psutil.Process(site.process.pid).children(recursive=True):
        with suppress(psutil.Error):  # it may end while it is looked at
            if any(program in word for word in part.cmdline()):
                found.append(part)
    return found


def test_an_import_killed_half_way_leaves_nothing_and_can_be_done_again(site: Site, tmp_path: Path) -> None:
    shipped = read_pack(shipped_pack("haaglanden"))
    write_pack(with_change(shipped, "places", "delft", latitude=52.1), tmp_path / "pack")
    changed = ("region_place", "latitude = 52.1")
    with held(site, "audit_event") as waiting:
        command = site.command("pack", "import", str(tmp_path / "pack"))
        importing = subprocess.Popen(command, env=site.environment(), stdout=subprocess.DEVNULL)
        wait_until(lambda: waiting() > 0)  # every row is written, and nothing is sure yet
        importing.kill()
        importing.wait()
    assert count(site, *changed) == 0
    assert count(site, "audit_event", "what = 'pack.imported'") == 1
    overstap(site, "pack", "import", str(tmp_path / "pack"))
    assert count(site, *changed) == 1


def test_a_save_whose_web_server_is_killed_is_not_there_and_can_be_done_again(site: Site) -> None:
    told = overstap(site, "account", "create", "anna@example.org")
    link = str(overstap(site, "account", "link", "anna@example.org")["link"])
    browser = Browser(site.address.replace("127.0.0.1", "localhost"))
    way_in = link.removeprefix(browser.address)
    browser.post(way_in, way_in)
    browser.post("", "plan/", now="verkoper in een winkel, ik reken af en help klanten")
    keep = ("mijn-vaardigheden/", "mijn-paspoort/bewaren/")
    with ThreadPoolExecutor(1) as threads:
        with held(site, "audit_event") as waiting:
            saving = threads.submit(browser.post, *keep)
            wait_until(lambda: waiting() > 0)
            killed = parts_of(site, "granian")
            for process in killed:
                process.kill()
            assert gone(killed)
        with pytest.raises(OSError):
            saving.result()
    wait_until(lambda: answers(site))
    mine = f"account_id = '{told['account']}'"
    assert count(site, "passports_passport", mine) == 0
    browser.post(*keep)
    assert count(site, "passports_passport", mine) == 1
    assert count(site, "audit_event", "what = 'passport.kept'") == 1


def test_while_the_database_is_away_pages_say_so_and_all_comes_back_with_it(site: Site) -> None:
    assert site.process is not None
    site.server.leave()
    with pytest.raises(urllib.error.HTTPError) as refused:
        site.get("beroepen/")
    assert refused.value.code == 503
    assert refused.value.headers["Retry-After"]
    assert "wacht op een sein" in refused.value.read().decode()
    wait_until(lambda: not parts_of(site, "procrastinate"))
    time.sleep(4.0)  # long enough to have given up five times
    assert site.process.poll() is None
    site.server.start()
    wait_until(lambda: answers(site))
    wait_until(lambda: bool(parts_of(site, "procrastinate")))
