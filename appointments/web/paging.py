"""A long list in pages: which rows to fetch, and the links to the neighbours."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """One page of `total` rows; rows `first` to `first + size` are to be fetched."""

    number: int
    total: int
    size: int = SIZE

    @property
    def first(self) -> int:
        """The offset of its first row."""
        return (self.number - 1) * self.size

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.size))

    def href(self, number: int) -> str:
        """The address of another page of the same list."""
        kept = [pair for pair in request.args.items(multi=True) if pair[0] != "page"]
        return "?" + urlencode([*kept, ("page", str(number))])


def asked_page(total: int, size: int = SIZE) -> Page:
    """The page that the address asks for, kept within the list."""
    text = request.args.get("page", "1")
    wanted = int(text) if text.isdecimal() and len(text) < 8 else 1
    last = max(1, -(-total // size))
    return Page(min(max(wanted, 1), last), total, size)
