"""Invented people: names that say so ("Mẫu" is "sample"), one after the other, always the same."""

from collections.abc import Iterator
from datetime import date
from itertools import count

SURNAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Hoàng",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
)
WOMEN = (
    "An",
    "Ánh",
    "Bích",
    "Châu",
    "Diệp",
    "Giang",
    "Hà",
    "Hạnh",
    "Lan",
    "Mai",
    "Ngọc",
    "Oanh",
    "Phương",
    "Thảo",
    "Yến",
)
MEN = (
    "Bình",
    "Cường",
    "Dũng",
    "Đức",
    "Hải",
    "Hùng",
    "Khánh",
    "Long",
    "Minh",
    "Nam",
    "Phúc",
    "Quang",
    "Sơn",
    "Tuấn",
    "Ưng",
)


def names() -> Iterator[tuple[str, str, date]]:
    """Endless (name, gender, day of birth); everybody is young enough for a full term."""
    for n in count():
        woman = n % 2 == 0
        given = (WOMEN if woman else MEN)[(n // 2) % 15]
        surname = SURNAMES[(n * 7 + n // 15) % 15]
        middle = "Thị Mẫu" if woman else "Văn Mẫu"
        yield f"{surname} {middle} {given}", "female" if woman else "male", date(1979 + n % 9, 1 + n % 12, 1 + n % 28)
