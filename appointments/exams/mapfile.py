"""The file in which the coding board keeps the map of numbers and codes (bản đồ phách) outside the system.

A text file: the paper's title, the salt in hex, then a line for each script: number and code with a semicolon between.
"""

from dataclasses import dataclass

from appointments.exams.rules import map_seal

HEADER = "# minhtuyen/codemap/v1"
SALT_HEX = 64
LARGEST = 256 * 1024


class BadMap(ValueError):
    """The file is no map: `line` is the first line that cannot be read (0: the file as a whole)."""

    def __init__(self, why: str, line: int = 0):
        super().__init__(f"line {line}: {why}")
        self.why, self.line = why, line


@dataclass(frozen=True, slots=True)
class CodeMap:
    """Which candidate number bears which code."""

    salt: bytes
    pairs: tuple[tuple[str, str], ...]

    @property
    def seal(self) -> str:
        """The commitment that the system kept when the codes were sealed."""
        return map_seal(self.pairs, self.salt)


def write(made: CodeMap, title: str) -> bytes:
    """The file's bytes, in UTF-8."""
    lines = [HEADER, f"# {title}", made.salt.hex(), *(f"{number};{code}" for number, code in made.pairs)]
    return ("\n".join(lines) + "\n").encode()


def read(data: bytes) -> CodeMap:
    """The map in a file, or BadMap with the line that is wrong."""
    if len(data) > LARGEST:
        raise BadMap("too large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadMap("not UTF-8") from None
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines or lines[0][1] != HEADER:
        raise BadMap("no map of codes", 1)
    body = [(n, line) for n, line in lines if not line.startswith("#")]
    if not body:
        raise BadMap("empty", lines[-1][0])
    return CodeMap(_salt(*body[0]), tuple(_pair(n, line) for n, line in body[1:]))


def _salt(number: int, line: str) -> bytes:
    if len(line) != SALT_HEX or not set(line) <= set("0123456789abcdef"):
        raise BadMap("the salt is damaged", number)
    return bytes.fromhex(line)


def _pair(number: int, line: str) -> tuple[str, str]:
    left, separator, right = line.partition(";")
    if not (left and separator and right):
        raise BadMap("expected number;code", number)
    return left.strip(), right.strip()
