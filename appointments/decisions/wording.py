"""The wording of a decision as it is printed (NĐ 30/2020, domain: 9.1): Vietnamese, whatever the page speaks. Pure.

Nothing here decides; it says what the decision's own columns say. Before the signing there is neither number nor day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflows.parameters_office import TERM_ENDS
from workflows.retirement import end_of_term

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
TYPE, ARTICLE, RECIPIENTS = "QUYẾT ĐỊNH", "Điều", "Nơi nhận:"
SIGNED, UNSIGNED = "(đã ký trên hệ thống)", "(dự thảo, chưa ký)"
ON_PAPER = "(nhập từ văn bản giấy đã ký)"
APPOINTED = {
    "FIRST_APPOINTMENT": "Bổ nhiệm",
    "PROMOTION": "Bổ nhiệm",
    "REAPPOINTMENT": "Bổ nhiệm lại",
    "EXTENSION": "Kéo dài thời gian giữ chức vụ đến tuổi nghỉ hưu đối với",
    "TRANSFER": "Điều động, bổ nhiệm",
    "ACTING": "Giao phụ trách",
}
SYMBOL_MARK = "/QĐ-"
PAY = "Lương và phụ cấp chức vụ thực hiện theo quy định hiện hành."
AS_THE_LAW_SAYS = "theo quy định của pháp luật và sự phân công của cấp có thẩm quyền."
NEW_TERMS = ("REAPPOINTMENT", "EXTENSION")
SIGNED_LATE = (
    "Quyết định được ký sau ngày hết thời hạn giữ chức vụ vì lý do khách quan; thời hạn mới tính từ %s, theo khoản 4 "
    "Điều 36 Nghị định số 170/2025/NĐ-CP."
)
HEADS = "Người đứng đầu các cơ quan, đơn vị có liên quan"


@dataclass(frozen=True, slots=True)
class Body:
    """Who issues: the body above it, itself, and the place of issue, as the head of the paper names them."""

    name: str
    above: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What the decision says of person and post; `bases` are the papers on which it rests.

    `is_from_paper`: it was signed on paper and entered here; who confirmed the entry is not its signer.
    """

    kind: str
    full_name: str
    birth_date: date | None
    present_post: str
    title: str
    unit: str
    number: str
    signed_on: date | None
    effective_on: date
    term_ends_on: date | None
    bases: Sequence[str]
    signer: str = ""
    signing_title: str = ""
    is_from_paper: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """The printed decision, part by part in the order of the page."""

    above: str
    body: str
    number: str
    place_and_day: str
    abstract: str
    bases: tuple[str, ...]
    articles: tuple[str, ...]
    recipients: tuple[str, ...]
    signing_title: str
    signature: str
    signer: str
    is_signed: bool


def paper(content: Content, body: Body, *, is_signed: bool) -> Paper:
    """The decision as it is printed; a draft shows blanks where number, day and signature will stand."""
    done = APPOINTED[content.kind]
    bases = [base.rstrip(";. ") for base in content.bases]
    return Paper(
        above=body.above.upper(),
        body=body.name.upper(),
        number=_number(content.number if is_signed else ""),
        place_and_day=_place_and_day(body.place, content.signed_on if is_signed else None),
        abstract=f"Về việc {done[0].lower()}{done[1:]} {content.title}",
        bases=tuple(f"{base}{';' if n + 1 < len(bases) else '.'}" for n, base in enumerate(bases)),
        articles=_articles(content, done),
        recipients=("Như Điều 3;", "Cơ quan, đơn vị sử dụng;", "Bộ phận chi trả lương;", "Lưu: VT, hồ sơ cán bộ."),
        signing_title=content.signing_title.upper(),
        signature=(ON_PAPER if content.is_from_paper else SIGNED) if is_signed else UNSIGNED,
        signer=content.signer if is_signed and not content.is_from_paper else "",
        is_signed=is_signed,
    )


def said_day(day: date) -> str:
    """A date as papers write it: days below 10 and the months 1 and 2 get a nought before them."""
    return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}" if day.month < 3 else (
        f"ngày {day.day:02d} tháng {day.month} năm {day.year}"
    )  # fmt: skip


def _years(content: Content) -> str:
    """How many years a term of whole years has; one that ends with retirement has none to tell."""
    assert content.term_ends_on is not None
    years = content.term_ends_on.year - content.effective_on.year
    whole = content.term_ends_on in (end_of_term(content.effective_on, years, told) for told in TERM_ENDS)
    return f" là {years} năm" if whole else ""


def _number(number: str) -> str:
    """Number and symbol; a number below 10 gets a nought before it."""
    if not number:
        return f"Số:          {SYMBOL_MARK}"
    digits, mark, rest = number.partition("/")
    padded = digits.zfill(2) if digits.isascii() and digits.isdigit() else digits
    return f"Số: {padded}{mark}{rest}"


def _place_and_day(place: str, day: date | None) -> str:
    said = said_day(day) if day else "ngày        tháng        năm"
    return f"{place}, {said}" if place else f"{said[0].upper()}{said[1:]}"


def _articles(content: Content, done: str) -> tuple[str, ...]:
    born = f", sinh {said_day(content.birth_date)}" if content.birth_date else ""
    now = f", hiện là {content.present_post}" if content.present_post else ""
    term = ""
    if content.term_ends_on and content.kind != "ACTING":
        until = said_day(content.term_ends_on)
        term = f" Thời hạn giữ chức vụ{_years(content)}, kể từ {said_day(content.effective_on)} đến {until}."
    elif content.term_ends_on:
        term = f" Thời gian phụ trách đến {said_day(content.term_ends_on)}."
    if content.kind in NEW_TERMS and content.signed_on and content.signed_on > content.effective_on:
        term += f" {SIGNED_LATE % said_day(content.effective_on)}"
    who, post = f"ông (bà) {content.full_name}", f"chức vụ {content.title}"
    since = said_day(content.effective_on)
    first = f"{done} {who}{born}{now}, giữ {post}, {content.unit}, kể từ {since}.{term} {PAY}"
    second = f"Ông (bà) {content.full_name} thực hiện nhiệm vụ, quyền hạn của {post} {AS_THE_LAW_SAYS}"
    third = f"Quyết định này có hiệu lực kể từ {since}. {HEADS} và {who} chịu trách nhiệm thi hành Quyết định này."
    return first, second, third
