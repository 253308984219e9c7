# SPDX-License-Identifier: EUPL-1.2
"""The plan of a batch: what is to be done with what, in which parts, and which of them are done.

The folder of a batch holds

- `plan.json`: written last of what comes before, so that a plan speaks of what is there;
- `input`: what the work needs: array files, and a Parquet file for each part;
- `answers`: a Parquet file for each part that is done;
- `receipts`: for each of those what it is known by, written after it.

A process that is killed at any moment leaves parts that are done or not done, never half.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import polars as pl

from overstap.engine.batch import wording
from overstap.engine.batch.files import as_parquet, digest_of, put_file
from overstap.engine.batch.versions import made_with
from overstap.engine.problems import InputRefused

FORMAT = 1
PLAN, INPUT, ANSWERS, RECEIPTS = "plan.json", "input", "answers", "receipts"
_PREPARING = "preparing"

Value = str | int | float | bool | None


class Part(msgspec.Struct, frozen=True):
    """One part: how many rows go in, and what the file with them is known by."""

    rows: int
    digest: str


class Plan(msgspec.Struct, frozen=True):
    """What is done (`work`), how (`options`), with what (`inputs`: name -> what it is known by).

    `source` is what the files are known by out of which the inputs were read; "" when there are none.
    """

    format: int
    work: str
    options: dict[str, Value]
    inputs: dict[str, str]
    source: str
    made_with: dict[str, str]
    parts: tuple[Part, ...]

    @property
    def digest(self) -> str:
        """What the plan is known by."""
        return digest_of(msgspec.json.encode(self))


class Receipt(msgspec.Struct, frozen=True):
    """That a part is done: of which plan, how many rows came out, and what the file with them is known by."""

    plan: str
    rows: int
    digest: str


def part_name(number: int) -> str:
    """The name of the files of a part.

    >>> part_name(7)
    'part-00007.parquet'
    """
    return f"part-{number:05}.parquet"


# --- making and finding ---------------------------------------------------------------------------


def find_plan(folder: Path) -> Plan | None:
    """The plan in a folder; none when it is new or empty, or was never finished being prepared.

    Raises `InputRefused` when the folder holds something else, or a plan that cannot be read.
    """
    file = folder / PLAN
    if file.exists():
        return read_plan(folder)
    if folder.exists() and not folder.is_dir():
        raise InputRefused([wording.not_a_batch(str(folder))])
    if {one.name for one in folder.glob("[!.]*")} - {INPUT, _PREPARING}:
        raise InputRefused([wording.not_a_batch(str(folder))])
    return None


def read_plan(folder: Path) -> Plan:
    """The plan in a folder. Raises `InputRefused` when it cannot be read."""
    try:
        plan = msgspec.json.decode((folder / PLAN).read_bytes(), type=Plan)
    except (OSError, msgspec.MsgspecError):
        raise InputRefused([wording.damaged_plan(str(folder / PLAN))]) from None
    if plan.format != FORMAT:
        raise InputRefused([wording.damaged_plan(str(folder / PLAN))])
    return plan


def begin_preparing(folder: Path) -> Path:
    """An empty folder in that of the batch, for what the work needs; what a killed process left is gone."""
    # Only their owner may look: people's skills are in it.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in (folder / _PREPARING, folder / INPUT):
        shutil.rmtree(left, ignore_errors=True)
    (folder / _PREPARING).mkdir(mode=0o700)
    return folder / _PREPARING


def in_parts(rows: pl.DataFrame, size: int) -> Iterator[pl.DataFrame]:
    """Rows in parts of so many; the last may be smaller."""
    for first in range(0, rows.height, size):
        yield rows.slice(first, size)


def write_parts(preparing: Path, frames: Iterable[pl.DataFrame]) -> tuple[Part, ...]:
    """Writes what goes into each part."""
    parts = []
    for number, frame in enumerate(frames):
        content = as_parquet(frame)
        put_file(preparing / part_name(number), content)
        parts.append(Part(len(frame), digest_of(content)))
    return tuple(parts)


def finish_preparing(
    folder: Path,
    work: str,
    options: Mapping[str, Value],
    inputs: Mapping[str, str],
    source: str,
    parts: Sequence[Part],
) -> Plan:
    """Writes the plan over what was prepared."""
    (folder / _PREPARING).rename(folder / INPUT)
    for name in (ANSWERS, RECEIPTS):
        (folder / name).mkdir(exist_ok=True)
    plan = Plan(FORMAT, work, dict(options), dict(inputs), source, made_with(), tuple(parts))
    put_file(folder / PLAN, msgspec.json.format(msgspec.json.encode(plan)))
    return plan


# --- the same as before? --------------------------------------------------------------------------


def refuse_other_versions(plan: Plan) -> None:
    """Raises `InputRefused` when something else computes here than what the batch was made with."""
    here = made_with()
    names = sorted(here.keys() | plan.made_with.keys())
    problems = [
        wording.other_version(name, here.get(name, ""), plan.made_with.get(name, ""))
        for name in names
        if here.get(name) != plan.made_with.get(name)
    ]
    if problems:
        raise InputRefused(problems)


def refuse_other_work(plan: Plan, work: str, options: Mapping[str, Value]) -> None:
    """Raises `InputRefused` when something else is asked than the batch was made for."""
    if plan.work != work:
        raise InputRefused([wording.other_than_before(["work"])])
    names = [name for name in sorted({*plan.options, *options}) if plan.options.get(name) != options.get(name)]
    if names:
        raise InputRefused([wording.other_than_before([f"--{name.replace('_', '-')}" for name in names])])


def refuse_other_inputs(plan: Plan, inputs: Mapping[str, str]) -> None:
    """Raises `InputRefused` when what is read now is not what the batch was made from."""
    names = [name for name in sorted({*plan.inputs, *inputs}) if plan.inputs.get(name) != inputs.get(name)]
    if names:
        raise InputRefused([wording.other_than_before(names)])


# --- parts ----------------------------------------------------------------------------------------


def plan_for(folder: Path, digest: str) -> Plan:
    """The plan that a process was sent to work on.

    Raises `InputRefused` when it is not there (a folder that is not shared), or other versions compute here.
    """
    try:
        plan = read_plan(folder)
    except InputRefused:
        raise InputRefused([wording.no_plan_here(str(folder))]) from None
    if plan.digest != digest:
        raise InputRefused([wording.no_plan_here(str(folder))])
    refuse_other_versions(plan)
    return plan


def read_part(folder: Path, plan: Plan, number: int) -> pl.DataFrame:
    """What goes into a part. Raises `InputRefused` when it is not what was put there."""
    file = folder / INPUT / part_name(number)
    content = _content(file)
    if digest_of(content) != plan.parts[number].digest:
        raise InputRefused([wording.damaged(str(file))])
    return pl.read_parquet(content)


def write_answer(folder: Path, plan: Plan, number: int, answer: pl.DataFrame) -> Receipt:
    """Writes what came out of a part, then its receipt."""
    content = as_parquet(answer)
    receipt = Receipt(plan.digest, len(answer), digest_of(content))
    put_file(folder / ANSWERS / part_name(number), content)
    put_file(_receipt_file(folder, number), msgspec.json.encode(receipt))
    return receipt


def receipts_of(folder: Path, plan: Plan) -> tuple[dict[int, Receipt], tuple[int, ...]]:
    """The receipts of the parts that are done; and which parts were done and are no longer what they were."""
    done, damaged = {}, []
    digest = plan.digest
    for number in range(len(plan.parts)):
        receipt = _receipt(folder, number)
        if receipt is None or receipt.plan != digest:
            continue
        if digest_of(_content(folder / ANSWERS / part_name(number))) == receipt.digest:
            done[number] = receipt
        else:
            damaged.append(number)
    return done, tuple(damaged)


def sweep(folder: Path) -> None:
    """Deletes what killed processes left of parts they had not finished."""
    for name in (ANSWERS, RECEIPTS):
        for file in (folder / name).glob(".*.part"):
            file.unlink(missing_ok=True)


def digest_of_answers(receipts: Mapping[int, Receipt]) -> str:
    """What all answers together are known by."""
    return digest_of("\n".join(receipts[number].digest for number in sorted(receipts)).encode())


def _receipt_file(folder: Path, number: int) -> Path:
    return folder / RECEIPTS / f"{Path(part_name(number)).stem}.json"


def _receipt(folder: Path, number: int) -> Receipt | None:
    try:
        return msgspec.json.decode(_receipt_file(folder, number).read_bytes(), type=Receipt)
    except (OSError, msgspec.MsgspecError):
        return None


def _content(file: Path) -> bytes:
    """What is in a file; nothing when it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
