# SPDX-License-Identifier: EUPL-1.2
"""Names in the cache, made unreadable: who counts how often an address tries keeps no list of addresses."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def unreadable_key(key: str, prefix: str, version: int) -> str:
    """A name in the cache: the same for the same key, and nothing to read in it without the secret key."""
    named = f"{prefix}:{version}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), named, hashlib.sha256).hexdigest()
