"""The exam's sums: means in hundredths, distances, the hash of what is locked, the seal of the code map. Pure."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")
MAP_TAG = b"minhtuyen/codemap/v1\x00"
LOCK_TAG = b"minhtuyen/lock/v1\x00"
CODE_LETTERS = "ACDEFGHJKLMNPQRTUVWXY"
CODE_DIGITS = "234679"


def mean(marks: Sequence[Decimal]) -> Decimal:
    """The mean to two decimals, halves upward."""
    return (sum(marks, Decimal(0)) / len(marks)).quantize(HUNDREDTH, ROUND_HALF_UP)


def distance(marks: Sequence[Decimal]) -> Decimal:
    """How far the lowest and the highest lie apart."""
    return max(marks) - min(marks)


def farthest_from_mean(scores: Mapping[str, Decimal], limit: Decimal) -> list[str]:
    """Whose score lies more than `limit` from the mean of all, in the order given."""
    middle = mean(list(scores.values()))
    return [who for who, score in scores.items() if abs(score - middle) > limit]


def content_hash(marks: Iterable[tuple[str, Decimal]]) -> str:
    """What is locked: SHA-256 over every code with its settled mark, by code."""
    lines = "\n".join(f"{code} {mark:.2f}" for code, mark in sorted(marks))
    return hashlib.sha256(LOCK_TAG + lines.encode()).hexdigest()


def draw_codes(count: int, taken: Iterable[str] = ()) -> list[str]:
    """`count` new codes such as "K7QF", by the system's random source, none of those taken."""
    used, codes = set(taken), list[str]()
    while len(codes) < count:
        code = "".join(secrets.choice(letters) for letters in (CODE_LETTERS, CODE_DIGITS, CODE_LETTERS, CODE_LETTERS))
        if code not in used:
            used.add(code)
            codes.append(code)
    return codes


def shuffled(items: Sequence[str]) -> list[str]:
    """The items in a random order, by the system's random source."""
    mixed = list(items)
    secrets.SystemRandom().shuffle(mixed)
    return mixed


def map_seal(pairs: Iterable[tuple[str, str]], salt: bytes) -> str:
    """The commitment to a map of numbers and codes: it binds the map and tells nothing of it."""
    lines = "\n".join(f"{number} {code}" for number, code in sorted(pairs))
    return hmac.digest(salt, MAP_TAG + lines.encode(), "sha256").hex()
