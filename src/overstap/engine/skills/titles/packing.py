# SPDX-License-Identifier: EUPL-1.2
"""Words as arrays, so that a compiled index is nothing but arrays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]


def pack_words(words: Iterable[str]) -> NDArray[np.uint8]:
    """Words as the bytes of one MessagePack list."""
    return np.frombuffer(msgspec.msgpack.encode(list(words)), np.uint8)


def unpack_words(packed: NDArray[Any]) -> list[str]:
    """The words that went into `pack_words`.

    >>> unpack_words(pack_words(["kok", "arts"]))
    ['kok', 'arts']
    """
    return msgspec.msgpack.decode(packed.astype(np.uint8).tobytes(), type=list[str])


def put_under(prefix: str, arrays: Arrays) -> Arrays:
    """The same arrays with `prefix/` before each name."""
    return {f"{prefix}/{name}": array for name, array in arrays.items()}


def taken_from(prefix: str, arrays: Arrays) -> Arrays:
    """The arrays whose name begins with `prefix/`, without it."""
    start = f"{prefix}/"
    return {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}
