# SPDX-License-Identifier: EUPL-1.2
"""The region as the engine sees it, out of the database: one per process, made anew when something changes.

Questions are answered from memory; each asks the database one thing, whether anything has changed. After a
change the old region keeps answering until the new one is ready, so that no visitor waits for it.

Where openings are too many for memory they stay in the database, and are found in an index that follows it
(`overstap.bridge.stock`); then a change to an opening is no reason to make the region anew.
"""

from __future__ import annotations

import gc
import hashlib
import logging
import threading
from dataclasses import dataclass
from pathlib import Path

import msgspec
from django.db import connection

from overstap.apps.carried import ADDED_BY_PEOPLE
from overstap.apps.openings.queries import how_many
from overstap.apps.region import queries
from overstap.apps.taxonomy import queries as taxonomy_queries
from overstap.bridge.moments import one_moment
from overstap.bridge.pack_rows import MODELS
from overstap.bridge.region_export import stored_pack
from overstap.bridge.stock.following import Follower, Following, place_of
from overstap.bridge.stock.stored import Over, StoredRows, StoredStock
from overstap.bridge.taxonomy_rows import load_taxonomies
from overstap.engine.pack import Pack
from overstap.engine.pack.language import pack_taxonomy
from overstap.engine.region.from_pack import Records
from overstap.engine.region.region import Region, make_region
from overstap.engine.skills.language import Language, build_language, load_language, save_language
from overstap.engine.skills.merge import merge
from overstap.engine.skills.taxonomy import Taxonomy
from overstap.host import environment, folders
from overstap.host.stamps import engine_stamp

log = logging.getLogger(__name__)


OPENINGS = frozenset({"openings", "opening_skills"})
"""Tables that stay in the database when they are too large for memory."""


class NoRegionError(LookupError):
    """No region pack has been imported yet."""


@dataclass(frozen=True)
class _Loaded:
    """A region, and the revision it was made at: of everything, or, with a follower, all but openings."""

    revision: int
    region: Region
    follower: Follower | None

    @property
    def current(self) -> bool:
        """Whether nothing it was made of has changed since."""
        now = queries.revision() if self.follower is None else queries.structure()
        return now == self.revision


class _Holder:
    """The region of this process."""

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._loaded: _Loaded | None = None
        self._following: Following | None = None

    def current(self) -> Region:
        loaded = self._loaded
        if loaded is None:
            return self.reload()
        if self._following is not None and loaded.follower is not None:
            return loaded.region  # whoever follows the openings looks after the rest as well
        if not self._making.locked() and not loaded.current:
            threading.Thread(target=self._reload_behind, name="region", daemon=True).start()
        return loaded.region

    def reload(self) -> Region:
        """Makes the region now, unless another thread just did."""
        with self._making:
            loaded = self._loaded
            if loaded is None or not loaded.current:
                loaded = self._loaded = _load()
            return loaded.region

    def round(self) -> None:
        """Sees what has changed: the region is made anew, or openings are taken in."""
        loaded = self._loaded
        if loaded is None or loaded.follower is None:
            return
        if loaded.current:
            loaded.follower.round()
        else:
            self.reload()

    def follow(self) -> None:
        """From now on takes in changed openings as they are written, in a thread of its own."""
        if self._following is None:
            self._following = Following(self.round)
            self._following.start()

    def forget(self) -> None:
        if self._following is not None:
            self._following.stop()
        self._loaded = self._following = None

    def _reload_behind(self) -> None:
        try:
            self.reload()
            leave_uncollected()
        except Exception:
            log.exception("The region could not be made anew; the old one stays in use.")
        finally:
            connection.close()


_holder = _Holder()


def current_region() -> Region:
    """The region, from memory. Raises `NoRegionError` when none has been imported.

    Just after a change it may for a moment still be the old one.
    """
    return _holder.current()


def reload_region() -> Region:
    """The region as it stands in the database at this moment."""
    return _holder.reload()


def open_for_visitors() -> None:
    """Has the region ready before the first question, and sees openings within a moment of being written."""
    region = current_region()
    if isinstance(region.stock, StoredStock):
        region.stock.segments.warm()
        _holder.follow()
    leave_uncollected()


def leave_uncollected() -> None:
    """Has the garbage collector pass over all there is now: a region is no garbage, and going through it takes
    a tenth of a second or more, in the middle of somebody's question."""
    gc.unfreeze()
    gc.collect()  # what an earlier region left behind
    gc.freeze()


def forget_region() -> None:
    """Makes the next question read the database anew, whatever the revision says."""
    _holder.forget()


def _load() -> _Loaded:
    with one_moment():
        packs = queries.imported_packs()
        if not packs:
            raise NoRegionError("no region pack has been imported")
        name = packs[0].name
        if how_many(origins=(name, ADDED_BY_PEOPLE)) >= environment.read_whole("OVERSTAP_STOCK_FROM"):
            return _load_with_stock(name)
        revision = queries.revision()
        pack = stored_pack(name, with_additions=True)
    language, _ = _language(pack)
    return _Loaded(revision, make_region(pack, language), None)


def _load_with_stock(name: str) -> _Loaded:
    """The region without its openings, and what finds and reads those."""
    revision = queries.structure()
    pack = stored_pack(name, with_additions=True, tables=[table for table in MODELS if table not in OPENINGS])
    language, fingerprint = _language(pack)
    followers: list[Follower] = []

    def stock_of(records: Records, over: Over) -> StoredStock:
        place = place_of(records, language, fingerprint, (name, ADDED_BY_PEOPLE), indexes_folder())
        follower = Follower(place)
        followers.append(follower)
        rows = StoredRows(follower, place.terms.origins, pack.languages)
        return StoredStock(follower, rows, records, over, over(()))

    region = make_region(pack, language, stock_of=stock_of)
    return _Loaded(revision, region, followers[0])


def _language(pack: Pack) -> tuple[Language, str]:
    """The language of the region, compiled, and what it follows from: from the data folder when made before."""
    own = pack_taxonomy(pack)
    fingerprint = _fingerprint(own)
    folder = compiled_language_folder()
    language = load_language(folder, fingerprint)
    if language is None:
        language = build_language(_joined(own))
        save_language(language, folder, fingerprint)
    return language, fingerprint


def indexes_folder() -> Path:
    """Where indexes of openings are kept. They can always be thrown away."""
    return folders.home() / "openings"


def compiled_language_folder() -> Path:
    """Where the compiled language is kept. It can always be thrown away."""
    return folders.home() / "language"


def _joined(own: Taxonomy) -> Taxonomy:
    """The region's own language, with every wider one that was imported."""
    wider = {language.origin for language in taxonomy_queries.languages()}
    for taxonomy in load_taxonomies() if wider else []:
        if taxonomy.name in wider:
            own = merge(own, taxonomy)
    return own


def _fingerprint(own: Taxonomy) -> str:
    """What the language follows from: the engine, the region's own words, and the imports of wider ones."""
    imports = [
        (language.origin, language.version, language.imported_at.isoformat())
        for language in taxonomy_queries.languages()
    ]
    return hashlib.sha256(msgspec.msgpack.encode((engine_stamp(), own, imports))).hexdigest()
