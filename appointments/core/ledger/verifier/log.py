"""Goes through a log once, in its own order, and raises the first `Failure`.

Feed every sealed entry in the order of positions, then the pending ones in the order in which they were written, then
call `finish`. A failure that cannot name a case (a lost leaf, a wrong root) waits: the case's own chain, or comparing
with the present state, may tell more.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .failures import Failure
from .heads import BadHead, Key, Tree
from .leaves import NotALeaf, leaf_hash, opens, read_leaf

CLOCK_SLACK = timedelta(seconds=2)
NAMED_AT_MOST = 5


@dataclass(slots=True)
class Entry:
    """One stored entry. `index` is None while it is pending; `position_hash` is what the position says of it."""

    leaf_id: int
    index: int | None
    position_hash: bytes | None
    leaf: bytes | None
    hash: bytes | None
    case: str | None
    cseq: int | None
    salt: bytes | None
    body: bytes | None


@dataclass(slots=True)
class Chain:
    """What the log says of a case so far: how many entries, the last hash and instant, where it rests, its rule.

    `begun` and `entered` are the instants of its first entry and of the one that led to where it rests.
    """

    cseq: int
    head: bytes
    at: str
    state: str
    rule: str
    begun: str
    entered: str


class Log:
    """One pass over a log under a pinned key. `chains` holds every case's last entry afterwards."""

    def __init__(
        self, key: Key, heads: Iterable[tuple[int, bytes, str]], witnessed: Iterable[str] = (), *, payloads: bool = True
    ):
        self.key, self.payloads = key, payloads
        self.tree, self.chains = Tree(), dict[str, Chain]()
        self.pending = self.heads_checked = self._places = 0
        self._heads: Iterator[tuple[int, bytes, str]] = iter(heads)
        self._next = next(self._heads, None)
        self._last_size = 0
        self._recent: list[str] = []
        self._later: list[Failure] = []
        self._witnessed = self._open_witnessed(witnessed)

    def enter(self, entry: Entry) -> dict[str, Any] | None:
        """Check one entry; returns what its leaf says (None where the leaf is lost)."""
        if entry.index is None:
            self.pending += 1
        else:
            self._take_place(entry.index)
        said = self._read(entry) if entry.leaf is not None else None
        if said is None:
            self._later.append(Failure("leaf_missing", entry.case, entry.index))
        if entry.index is not None:
            self.tree.add(entry.position_hash or b"")
            self._recent.append(entry.case or "?")
            self._meet_heads()
        if said is not None:
            self._follow(entry, said)
        return said

    def finish(self) -> None:
        """Raise what was put off; check that the heads cover the log and that none reaches beyond it."""
        if self._later:
            raise self._later[0]
        if self._next is not None:
            raise Failure("truncated", size=self._next[0], left=self.tree.size)
        if self._last_size != self.tree.size:
            raise Failure("head_missing", None, self._last_size)
        if beyond := [size for size in self._witnessed if size > self.tree.size]:
            raise Failure("truncated", size=max(beyond), left=self.tree.size)

    def numbers(self) -> dict[str, Any]:
        """How much was checked."""
        return {
            "entries": self.tree.size + self.pending,
            "sealed": self.tree.size,
            "pending": self.pending,
            "heads": self.heads_checked,
            "cases": len(self.chains),
            "payloads": self.payloads,
        }

    def _open_witnessed(self, notes: Iterable[str]) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        for note in notes:
            try:
                size, root = self.key.open(note)
            except BadHead as error:
                raise Failure("head_form", size="?", why=str(error)) from error
            if found.setdefault(size, root) != root:
                raise Failure("fork", size=size)
        return found

    def _take_place(self, index: int) -> None:
        """Places are counted without gaps. Which case lost its entry, its own chain may tell."""
        if index != self._places:
            self._later.append(Failure("position", None, self._places))
        self._places = index + 1

    def _read(self, entry: Entry) -> dict[str, Any]:
        leaf, made = entry.leaf or b"", leaf_hash(entry.leaf or b"")
        if made != entry.hash or (entry.index is not None and made != entry.position_hash):
            raise Failure("leaf_hash", entry.case, entry.index)
        try:
            said = read_leaf(leaf)
        except NotALeaf as error:
            raise Failure("leaf_form", entry.case, entry.index, why=str(error)) from error
        for column, value in (("case", entry.case), ("cseq", entry.cseq)):
            if said[column] != value:
                raise Failure("leaf_columns", said["case"], entry.index, column=column)
        if said["log"] != self.key.name:
            raise Failure("foreign", said["case"], entry.index, log=said["log"])
        if self.payloads:
            self._open_payload(entry, said)
        return said

    def _open_payload(self, entry: Entry, said: dict[str, Any]) -> None:
        if entry.salt is None or entry.body is None:
            raise Failure("payload_missing", said["case"], entry.index, cseq=said["cseq"])
        if len(entry.salt) != 32 or not opens(said["pc"], entry.salt, entry.body):
            raise Failure("commitment", said["case"], entry.index, cseq=said["cseq"])

    def _follow(self, entry: Entry, said: dict[str, Any]) -> None:
        """The case's own numbering, chain, clock and state."""
        case, cseq = said["case"], said["cseq"]
        chain = self.chains.get(case)
        expected = chain.cseq + 1 if chain else 1
        if cseq != expected:
            raise Failure("sequence", case, entry.index, expected=expected, found=cseq)
        if said["cprev"] != (b64encode(chain.head).decode() if chain else None) or said["st"][0] != (
            chain.state if chain else None
        ):
            raise Failure("chain", case, entry.index, cseq=cseq)
        if chain and said["rule"] != chain.rule and not moves_law(said, chain.rule):
            raise Failure("rule", case, entry.index, rule=said["rule"])
        if chain and said["at"] < chain.at and _instant(said["at"]) + CLOCK_SLACK < _instant(chain.at):
            raise Failure("time", case, entry.index, cseq=cseq)
        at, (source, to) = said["at"], said["st"]
        begun, entered = (chain.begun, chain.entered) if chain else (at, at)
        self.chains[case] = Chain(cseq, entry.hash or b"", at, to, said["rule"], begun, entered if source == to else at)

    def _meet_heads(self) -> None:
        """Compare the tree with every head of this size: the stored ones and the one that witnesses hold."""
        size = self.tree.size
        if size in self._witnessed and self._witnessed[size] != self.tree.root():
            self._put_off_root(size)
        while self._next is not None and self._next[0] <= size:
            self._meet_stored(self._next, size)
            self._next = next(self._heads, None)

    def _meet_stored(self, head: tuple[int, bytes, str], size: int) -> None:
        stated, root, note = head
        try:
            signed = self.key.open(note)
        except BadHead as error:
            raise Failure("head_form", size=stated, why=str(error)) from error
        if signed != (stated, root) or stated != size:
            raise Failure("head_form", size=stated, why="columns")
        if root != self.tree.root():
            self._put_off_root(size)
        self._last_size, self._recent = size, []
        self.heads_checked += 1

    def _put_off_root(self, size: int) -> None:
        names = list(dict.fromkeys(self._recent))
        cases = ", ".join(names[:NAMED_AT_MOST]) + (" ..." if len(names) > NAMED_AT_MOST else "")
        self._later.append(
            Failure("head_root", names[0] if len(names) == 1 else None, size - 1, size=size, cases=cases)
        )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def moves_law(said: dict[str, Any], rule: str) -> bool:
    """Whether the entry is the one act that takes a case to a later edition, its state left as it is."""
    (key, _, old), (same, _, new) = rule.partition("@"), said["rule"].partition("@")
    (source, to), is_later = said["st"], old.isdecimal() and new.isdecimal() and int(new) > int(old)
    return is_later and (key, source, said["act"]) == (same, to, f"{key}.move_law")
