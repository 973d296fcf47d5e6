"""The exam's sums: means in hundredths, distances, the hash of what is locked, the seal of the code map. Pure."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")
MAP_TAG = b"minhtuyen/codemap/v1\x00"
DRAW_TAG = b"minhtuyen/codedraw/v1\x00"
SECRET = re.compile(r"[0-9a-f]{4}(-[0-9a-f]{4}){7}")
LOCK_TAG = b"minhtuyen/lock/v1\x00"
CODE_LETTERS = "ACDEFGHJKLMNPQRTUVWXY"
CODE_DIGITS = "234679"


def mean(marks: Sequence[Decimal]) -> Decimal:
    """The mean to two decimals, halves upward."""
    return (sum(marks, Decimal(0)) / len(marks)).quantize(HUNDREDTH, ROUND_HALF_UP)


def distance(marks: Sequence[Decimal]) -> Decimal:
    """How far the lowest and the highest lie apart."""
    return max(marks) - min(marks)


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


def new_secret() -> str:
    """A secret of 128 bits in eight groups that a person can write down; who has it can draw the same map again."""
    text = secrets.token_hex(16)
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def is_secret(text: str) -> bool:
    """Whether the text is written as such a secret."""
    return SECRET.fullmatch(text) is not None


def codes_from(secret: str, paper: str, numbers: Iterable[str]) -> list[tuple[str, str]]:
    """Each number with the code that follows from the secret: whoever knows the secret finds the same codes again."""
    used, pairs = set[str](), list[tuple[str, str]]()
    for number in sorted(numbers):
        attempt = 0
        while (code := _code(_derived(secret, "code", paper, number, str(attempt)))) in used:
            attempt += 1
        used.add(code)
        pairs.append((number, code))
    return pairs


def salt_from(secret: str, paper: str) -> bytes:
    """The salt of the map's seal, from the same secret."""
    return _derived(secret, "salt", paper)


def _derived(secret: str, *about: str) -> bytes:
    return hmac.digest(secret.encode(), DRAW_TAG + "\x00".join(about).encode(), "sha256")


def _code(digest: bytes) -> str:
    rest, letters = int.from_bytes(digest), ""
    for choice in (CODE_LETTERS, CODE_DIGITS, CODE_LETTERS, CODE_LETTERS):
        rest, place = divmod(rest, len(choice))
        letters += choice[place]
    return letters


def shuffled(items: Sequence[str]) -> list[str]:
    """The items in a random order, by the system's random source."""
    mixed = list(items)
    secrets.SystemRandom().shuffle(mixed)
    return mixed


def map_seal(pairs: Iterable[tuple[str, str]], salt: bytes) -> str:
    """The commitment to a map of numbers and codes: it binds the map and tells nothing of it."""
    lines = "\n".join(f"{number} {code}" for number, code in sorted(pairs))
    return hmac.digest(salt, MAP_TAG + lines.encode(), "sha256").hex()
