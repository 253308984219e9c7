# SPDX-License-Identifier: EUPL-1.2
"""Carries a region pack into the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from overstap.apps.region import actions, queries
from overstap.apps.syncing import Counts, Incoming, Taken, sync
from overstap.apps.taxonomy.enums import ESCO
from overstap.apps.turns import take_turn
from overstap.bridge.pack_rows import MODELS, TABLE_OF, Correspondence
from overstap.bridge.refusals import broken_rule, taken_ids, taken_name
from overstap.engine.pack import Pack, check_pack, read_pack
from overstap.engine.problems import InputRefused

RESERVED_NAMES = frozenset({ESCO})
"""Names that a pack cannot have: other origins have them."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    `tables`: table -> counts. `kept`: table -> ids that the pack no longer has and that stay, retired,
    because something that people added needs them. `standing`: table -> rows that people had added before
    the pack had them, left as they are. `revision` is that of the region after the import.
    """

    pack: str
    version: str
    tables: Mapping[str, Counts]
    kept: Mapping[str, tuple[str, ...]]
    standing: Mapping[str, int]
    revision: int

    @property
    def changed(self) -> bool:
        """Whether the import wrote any row of the pack."""
        return any(counts.touched for counts in self.tables.values())

    def total(self) -> Counts:
        """The counts of all tables together."""
        return Counts.sum(self.tables.values())

    def as_dict(self) -> dict[str, object]:
        """The report as plain data, for `--json`."""
        return {
            "pack": self.pack,
            "version": self.version,
            "changed": self.changed,
            "tables": {name: asdict(counts) for name, counts in self.tables.items()},
            "kept": {name: list(ids) for name, ids in self.kept.items()},
            "standing": dict(self.standing),
            "revision": self.revision,
        }


def import_pack(path_or_pack: Path | str | Pack, *, by: str, checked: bool = False) -> ImportReport:
    """Makes the database say what the pack says, in one transaction.

    Importing the same pack again changes nothing. What people added, and what came from elsewhere, is not
    touched; rows of this pack that it no longer has are removed, unless something else needs them. Imports
    at the same time wait for each other. `by`: a role (`terminal`) or a role and a number. `checked`: the pack
    comes from `read_pack`, which checked it; another pack in memory is checked here.

    Raises `InputRefused`, with nothing changed, when the pack is not right, its name is reserved, or one
    of its ids belongs to another pack or to what people added.
    """
    if isinstance(path_or_pack, Pack):
        pack = path_or_pack
        if not checked:
            check_pack(pack)
    else:
        pack = read_pack(path_or_pack)
    if not pack.name or pack.name in RESERVED_NAMES:
        raise InputRefused([taken_name(pack.name)])
    try:
        with transaction.atomic():
            return _import(pack, by)
    except Taken as taken:
        raise InputRefused(taken_ids({TABLE_OF[model]: ids for model, ids in taken.taken.items()})) from taken
    except (IntegrityError, DataError) as error:
        raise InputRefused([broken_rule(error)]) from error


def _import(pack: Pack, by: str) -> ImportReport:
    take_turn()
    synced = sync(origin=pack.name, incoming=[_incoming(pack, table) for table in MODELS])
    changed = actions.record_pack_import(
        name=pack.name,
        title=pack.title,
        version=pack.version,
        languages=pack.languages,
        licence=pack.licence,
        description=pack.description,
        counts=asdict(Counts.sum(synced.counts.values())),
        changed=synced.touched,
        by=by,
    )
    return ImportReport(
        pack=pack.name,
        version=pack.version,
        tables={TABLE_OF[model]: counts for model, counts in synced.counts.items()},
        kept={TABLE_OF[model]: keys for model, keys in synced.kept.items()},
        standing={TABLE_OF[model]: number for model, number in synced.standing.items()},
        revision=actions.bump_revision() if changed else queries.revision(),
    )


def _incoming(pack: Pack, table: str) -> Incoming:
    correspondence = Correspondence.of(table, pack.languages)
    return Incoming(correspondence.model, correspondence.to_database(pack.table(table)))
