# SPDX-License-Identifier: EUPL-1.2
"""Puts the table of all parameters into docs/methods/income.md.

Run by `make docs`; a test says when the page is behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from overstap.engine.rules.dated import Parameter
from overstap.engine.rules.parameters import load_parameters

PAGE = Path(__file__).with_name("income.md")
BETWEEN = re.compile(r"(?<=by `make docs` -->\n).*(?=<!-- end -->)", re.DOTALL)


def with_table(page: str) -> str:
    """The page with the table as it should be."""
    return BETWEEN.sub(lambda _: "\n" + "\n".join(_lines()) + "\n\n", page)


def _lines() -> Iterator[str]:
    yield "| parameter | what it is | value, since | unit | source |"
    yield "|---|---|---|---|---|"
    for parameter in load_parameters().all.values():
        cells = (
            f"`{parameter.name}`",
            _what(parameter),
            _values(parameter),
            parameter.unit,
            _source(parameter),
        )
        yield f"| {' | '.join(cells)} |"


def _what(parameter: Parameter) -> str:
    return " ".join(filter(None, (f"{parameter.description['en']}.", parameter.note.get("en"))))


def _values(parameter: Parameter) -> str:
    return "<br>".join(
        f"{dated.value:.10g}, {dated.since.isoformat()}{' *(to check)*' if dated.to_check else ''}"
        for dated in parameter.values
    )


def _source(parameter: Parameter) -> str:
    source = parameter.source
    if parameter.kind == "estimate":
        return f"*{source.title}*, {source.year}"
    title = f"[{source.title}]({source.address})" if source.address else source.title
    return ", ".join([title, source.publisher, source.article, str(source.year)])


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
