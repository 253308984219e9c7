# SPDX-License-Identifier: EUPL-1.2
"""Rules every file of the project keeps."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import allauth
import pytest

ROOT = Path(__file__).parents[2]
LINES_AT_MOST = 600
DESCRIBED = {"engine", "bridge", "host", "config", "cli"}
WITH_LICENCE = {".py", ".html", ".css", ".js", ".mjs", ".sh"}
MEANINGLESS_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "stuff"}

# Written in pieces, or this file itself would break the rule.
MACHINE_PATHS = ("/wo" + "rk/", "/home/" + "runner", "/ro" + "ot/")
REGISTRY_HOSTS = ("files.python" + "hosted.org", "py" + "pi.org/simple", "registry." + "npmjs.org")


def committed(*suffixes: str) -> list[Path]:
    """The files of the project, what is not committed yet included, without what others wrote."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    files = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [
        file
        for file in files
        if file.is_file() and "vendor" not in file.parts and (not suffixes or file.suffix in suffixes)
    ]


def named(files: list[Path]) -> list[str]:
    return sorted(str(file.relative_to(ROOT)) for file in files)


def test_the_project_is_found() -> None:
    assert len(committed(".py")) > 50


def test_every_source_file_names_its_licence() -> None:
    files = [file for file in committed() if file.suffix in WITH_LICENCE or file.name == "Makefile"]
    without = [
        file
        for file in files
        if "SPDX-License-Identifier: EUPL-1.2" not in "\n".join(file.read_text().split("\n", 4)[:4])
        and not (file.name == "__init__.py" and not file.read_text().strip())
    ]
    assert named(without) == []


def test_no_file_is_longer_than_a_person_can_hold() -> None:
    code = committed(".py", ".html", ".css", ".js")
    long = [file for file in code if len(file.read_text().splitlines()) > LINES_AT_MOST]
    assert named(long) == []


def test_modules_are_named_after_what_they_hold() -> None:
    meaningless = [file for file in committed(".py") if {file.stem, file.parent.name} & MEANINGLESS_NAMES]
    assert named(meaningless) == []


@pytest.mark.parametrize("word", [*MACHINE_PATHS, *REGISTRY_HOSTS])
def test_nothing_names_a_machine_or_a_registry(word: str) -> None:
    texts = [file for file in committed() if file.suffix not in {".woff2", ".png", ".mo", ".ico", ".parquet"}]
    naming = [file for file in texts if word in file.read_text(encoding="utf-8", errors="replace")]
    assert named(naming) == []


def test_every_public_function_below_the_pages_is_described() -> None:
    silent = []
    for file in committed(".py"):
        # In `wording` every function is one sentence that says what is wrong: its own description.
        if not DESCRIBED & set(file.parts) or "tests" in file.parts or file.stem == "wording":
            continue
        tree = ast.parse(file.read_text())
        public = (
            node
            for node in tree.body
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
            and not node.name.startswith("_")
        )
        silent += [f"{file.relative_to(ROOT)}: {node.name}" for node in public if not ast.get_docstring(node)]
        if tree.body and not ast.get_docstring(tree):
            silent.append(f"{file.relative_to(ROOT)}: the module itself")
    assert silent == []


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    dependency = re.compile(r'^ {4}"[A-Za-z][\w.-]*(\[[^]]*\])?[<>=~][^"]*",(?P<rest>.*)$', re.MULTILINE)
    found = list(dependency.finditer(text))
    assert len(found) > 20
    assert [line[0].strip() for line in found if not line["rest"].strip().startswith("# ")] == []


def test_locks_pin_and_hash_every_package() -> None:
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        packages = re.findall(r"^[a-z0-9][^\s;]*", text, re.MULTILINE)
        assert packages
        assert [package for package in packages if "==" not in package] == []
        assert text.count("--hash=sha256:") >= len(packages)


def test_both_locks_agree_and_hold_what_is_asked_for() -> None:
    def pinned(name: str) -> dict[str, str]:
        text = (ROOT / "requirements" / name).read_text()
        return dict(re.findall(r"^([a-z0-9][\w.-]*)(?:\[[^]]*\])?==([^\s;]+)", text, re.MULTILINE))

    run, dev = pinned("run.txt"), pinned("dev.txt")
    assert {name: dev.get(name) for name in run} == run
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[^\w.-]", line)[0].lower() for line in asked}
    assert names <= set(run)


def test_every_app_keeps_its_insides_to_itself() -> None:
    apps = {file.parent.name for file in (ROOT / "src/overstap/apps").glob("*/models.py")}
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    protected = {
        name for rule in rules for name in rule.get("protected_modules", ()) if name.endswith(".models")
    }
    assert protected == {f"overstap.apps.{app}.models" for app in apps}


def test_every_template_is_used() -> None:
    folder = ROOT / "src/overstap/web/templates"
    templates = {
        str(file.relative_to(folder)) for file in folder.rglob("*") if file.suffix in {".html", ".txt"}
    }
    assert len(templates) > 10
    code = (file for floor in ("web", "config") for file in (ROOT / "src/overstap" / floor).rglob("*.py"))
    sources = [*code, *folder.rglob("*.html")]
    text = "\n".join(file.read_text() for file in sources)
    looked_for_by_django = {"400.html", "403.html", "404.html", "429.html", "500.html", "403_csrf.html"}
    theirs = Path(allauth.__file__).parent / "templates"
    looked_for_by_django |= {name for name in templates if (theirs / name).is_file()}
    assert sorted(name for name in templates - looked_for_by_django if f'"{name}"' not in text) == []
