"""The personal identity number (số CCCD), telephone and home address: what they look like, and the keyed hash under
which they are compared. Pure.

The number itself is not stored. One number is one person, also behind two accounts.
"""

import hashlib
import hmac
import re
import unicodedata
from datetime import date

from appointments.core.errors import Invalid

FIRST_PROVINCE, LAST_PROVINCE = 1, 96
YOUNGEST, OLDEST = 18, 80


def clean_number(typed: str) -> str:
    """The twelve digits, spaces and dots between them removed."""
    digits = "".join(c for c in typed if c not in " .-\u00a0")
    if len(digits) == 9 and digits.isascii() and digits.isdigit():
        raise Invalid("This is a 9-digit identity card (CMND). Enter the 12-digit number (CCCD).", "national_id")
    if len(digits) != 12 or not (digits.isascii() and digits.isdigit()):
        raise Invalid("The identity number (CCCD) has 12 digits.", "national_id")
    if not FIRST_PROVINCE <= int(digits[:3]) <= LAST_PROVINCE:
        raise Invalid("The first three digits of the identity number are not a province's code.", "national_id")
    return digits


def check_against_birth(number: str, birth_date: date) -> None:
    """Refuse a number whose century digit and year do not fit the date of birth."""
    century = 1900 + 100 * (int(number[3]) // 2)
    if century + int(number[4:6]) != birth_date.year:
        raise Invalid("The identity number does not fit the year of birth.", "national_id")


def check_birth_date(birth_date: date, today: date) -> None:
    """Refuse a date of birth that cannot be a candidate's: a slip of the pen, not a rule on age."""
    age = today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))
    if not YOUNGEST <= age <= OLDEST:
        raise Invalid("Check the date of birth: it would make you %(age)s years old.", "birth_date", age=age)


def number_hash(key: str, number: str) -> bytes:
    """The keyed hash of a clean number; without the key nothing can be found by trying all numbers."""
    return hmac.new(key.encode(), b"thituyen/cccd/v1\x00" + number.encode(), hashlib.sha256).digest()


def clean_phone(typed: str) -> str:
    """A Vietnamese telephone number as ten or eleven digits that begin with 0."""
    digits = "".join(c for c in typed if c not in " .-()\u00a0")
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    if not (digits.isascii() and digits.isdigit() and digits.startswith("0") and 10 <= len(digits) <= 11):
        raise Invalid("Enter a telephone number such as 0912 345 678.", "phone")
    return digits


def clean_address(typed: str) -> str:
    """A home address as two people would have to write it to mean the same house: no marks, case, or short forms."""
    letters = unicodedata.normalize("NFD", typed.casefold().replace("đ", "d"))
    plain = "".join(c for c in letters if not unicodedata.category(c).startswith("M"))
    words = re.sub(r"\b([pqhx])(\d)", r"\1 \2", re.sub(r"[^a-z0-9/ ]+", " ", plain)).split()
    long = GENERIC.sub(" ", " ".join(SHORT_FORMS.get(word, word) for word in words))
    kept = " ".join(re.sub(r"\b0+(\d)", r"\1", long).split())
    if len(kept) < SHORTEST_ADDRESS or not any(c.isdigit() for c in kept):
        raise Invalid("Enter the address with number, street, ward and city.", "address")
    return kept


SHORTEST_ADDRESS = 8
SHORT_FORMS = {
    "tphcm": "ho chi minh", "hcm": "ho chi minh", "hcmc": "ho chi minh", "saigon": "ho chi minh",
    "hn": "ha noi", "hanoi": "ha noi", "dn": "da nang",
}  # fmt: skip
GENERIC = re.compile(
    r"\b(so nha|thanh pho|thi xa|thi tran|viet nam|so|duong|pho|phuong|quan|huyen|xa|tinh|tp|tx|tt|p|q|h|x|d|street|st"
    r"|ward|district|city|vietnam)\b"
)
"""Words that one person writes and the next leaves out."""


def contact_key(key: str, kind: str, clean: str) -> str:
    """The keyed hash of a clean address or telephone; the kind is bound in, so that neither stands for the other."""
    told = b"minhtuyen/contact/v1\x00" + kind.encode() + b"\x00" + clean.encode()
    return hmac.new(key.encode(), told, hashlib.sha256).hexdigest()
