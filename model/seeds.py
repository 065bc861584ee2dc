"""Chance that depends on what is made, not on when or in which process: seeds and the split, by hash."""

import hashlib


def seed_of(*parts: object) -> int:
    """64 bits of the SHA-256 of the parts."""
    return int.from_bytes(hashlib.sha256("/".join(map(str, parts)).encode()).digest()[:8])


def split_of(name: str) -> str:
    """The side that a subject is on with all its variants: about 85 % "train", 5 % "val", 10 % "test"."""
    tenths, rest = seed_of("split", name) % 10, seed_of("split", name) // 10
    if tenths == 0:
        return "test"
    return "val" if rest % 18 == 0 else "train"
