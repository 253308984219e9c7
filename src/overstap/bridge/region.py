# SPDX-License-Identifier: EUPL-1.2
"""The region as the engine sees it, out of the database: one per process, made anew when something changes.

Questions are answered from memory; each asks the database one thing, whether anything has changed. After a
change the old region keeps answering until the new one is ready, so that no visitor waits for it.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from dataclasses import dataclass
from pathlib import Path

import msgspec
from django.db import connection

from overstap.apps.region import queries
from overstap.apps.taxonomy import queries as taxonomy_queries
from overstap.bridge.region_export import one_moment, stored_pack
from overstap.bridge.taxonomy_rows import load_taxonomies
from overstap.engine.pack import Pack
from overstap.engine.pack.language import pack_taxonomy
from overstap.engine.region.region import Region, make_region
from overstap.engine.skills.language import Language, build_language, load_language, save_language
from overstap.engine.skills.merge import merge
from overstap.engine.skills.taxonomy import Taxonomy
from overstap.host import folders
from overstap.host.stamps import engine_stamp

log = logging.getLogger(__name__)


class NoRegionError(LookupError):
    """No region pack has been imported yet."""


@dataclass(frozen=True)
class _Loaded:
    revision: int
    region: Region


class _Holder:
    """The region of this process."""

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._loaded: _Loaded | None = None

    def current(self) -> Region:
        loaded = self._loaded
        if loaded is None:
            return self.reload()
        if loaded.revision != queries.revision() and not self._making.locked():
            threading.Thread(target=self._reload_behind, name="region", daemon=True).start()
        return loaded.region

    def reload(self) -> Region:
        """Makes the region now, unless another thread just did."""
        with self._making:
            loaded = self._loaded
            if loaded is None or loaded.revision != queries.revision():
                loaded = self._loaded = _load()
            return loaded.region

    def forget(self) -> None:
        self._loaded = None

    def _reload_behind(self) -> None:
        try:
            self.reload()
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


def forget_region() -> None:
    """Makes the next question read the database anew, whatever the revision says."""
    _holder.forget()


def _load() -> _Loaded:
    with one_moment():
        revision = queries.revision()
        packs = queries.imported_packs()
        if not packs:
            raise NoRegionError("no region pack has been imported")
        pack = stored_pack(packs[0].name, with_additions=True)
        return _Loaded(revision, make_region(pack, _language(pack)))


def _language(pack: Pack) -> Language:
    """The language of the region, compiled: from the data folder when it was made before."""
    own = pack_taxonomy(pack)
    fingerprint = _fingerprint(own)
    folder = compiled_language_folder()
    language = load_language(folder, fingerprint)
    if language is None:
        language = build_language(_joined(own))
        save_language(language, folder, fingerprint)
    return language


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
