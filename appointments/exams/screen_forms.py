"""Forms of marking on screen: the tool's batch, the points of a script, the recap, why a marker leaves the pool."""

import hashlib
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import IO, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_
from wtforms import HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from appointments.exams.commands.moderating import LONGEST_NOTE
from appointments.exams.commands.screen_marking import Given
from appointments.exams.criteria import Criterion
from appointments.exams.defences import OralDraft, OralSheet
from appointments.exams.models import MarkDraft
from appointments.exams.typed import LONGEST_COMMENT
from appointments.web.fields import NUMBER, DecimalField, DocumentsField
from appointments.web.filters import number
from appointments.web.forms import BaseForm
from workflows.moderation import AGREE, ASK


class MarkForm(BaseForm):
    """The points of one script; its fields `points_0`, `points_1` ... follow the criteria."""

    comment = TextAreaField(
        l_("Comment"),
        [Optional(), Length(max=LONGEST_COMMENT)],
        description=l_("Kept with your mark; the candidate may read it once the results are public."),
        render_kw={"rows": 3},
    )


class FinalForm(BaseForm):
    """The yes to exactly what the recap shows."""

    shown = HiddenField()


class ModerationForm(BaseForm):
    """What the head found on reading a script of the sample again."""

    verdict = RadioField(
        l_("Your finding"),
        [InputRequired()],
        choices=[
            SelectChoice(AGREE, l_("The mark stands")),
            SelectChoice(ASK, l_("The two markers should talk about it")),
        ],
    )
    note = TextAreaField(l_("Reason"), [Optional(), Length(max=LONGEST_NOTE)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever asks for a talk says why."""
        valid = super().validate(extra_validators)
        if self.verdict.data == ASK and not (self.note.data or "").strip():
            self.note.errors = [*self.note.errors, _("Say why the markers should talk.")]
            valid = False
        return valid


class CountForm(BaseForm):
    """How many sheets of paper there are; of the whole paper, never of one candidate."""

    sheets = IntegerField(
        l_("Sheets handed in, all together"),
        [InputRequired(), NumberRange(1, 99_999)],
        description=l_("The sheets of single candidates are not counted: their number would tell whose a script is."),
        render_kw={"inputmode": "numeric"},
    )


class BatchForm(BaseForm):
    """What the coding board's tool wrote: one ZIP of the folder `server`, or all of its files."""

    files = DocumentsField(
        l_("One ZIP of the folder “server”, or all of its files"),
        [InputRequired(l_("Choose the files."))],
        accept=(".zip", ".json", ".mtc", ".pdf"),
    )

    def brought(self) -> list[tuple[str, IO[bytes]]]:
        """The uploads by their names."""
        return [(one.filename or "", one.stream) for one in self.files.data]


class LeaveForm(BaseForm):
    """Why a marker leaves the pool."""

    reason = TextAreaField(
        l_("Reason"),
        [InputRequired(), Length(max=4000)],
        description=l_("It stays with every mark that is voided by this."),
        render_kw={"rows": 3},
    )


class TalkForm(BaseForm):
    """What the panel said of sheets that lie too far from the mean."""

    minutes = TextAreaField(
        l_("Minutes of the talk"),
        [InputRequired(), Length(max=4000)],
        description=l_("Who spoke for what. The members concerned read it before they score again or keep the score."),
        render_kw={"rows": 6},
    )


class FitsTheCriterion:
    """Points from 0 to the most, in whole steps; says which of the two was broken."""

    def __init__(self, criterion: Criterion):
        self.criterion = criterion

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what the criterion does not allow."""
        one, points = self.criterion, field.data
        if points is None:
            return
        if not Decimal(0) <= points <= one.most:
            raise ValidationError(_("Give from 0 to %(most)s points.", most=number(one.most)))
        if not one.fits(points):
            raise ValidationError(_("Points are given in steps of %(step)s.", step=number(one.step)))


def mark_form(criteria: Sequence[Criterion], draft: MarkDraft | OralDraft | None) -> BaseForm:
    """One field for each criterion, filled with what was typed before."""
    fields: dict[str, Any] = {
        f"points_{n}": DecimalField(one.label, [InputRequired(), FitsTheCriterion(one)], places=2)
        for n, one in enumerate(criteria)
    }
    form: BaseForm = type("MarkForm", (MarkForm,), fields)()
    if draft is not None and not form.is_submitted():
        form["comment"].data = draft.comment
        for n, text in enumerate(draft.typed[: len(criteria)]):
            form[f"points_{n}"].raw_data = [text] if text else None
    return form


def again_form(rubric: Sequence[Criterion], signed: OralSheet) -> BaseForm:
    """The points of a sheet that was talked over, as they were signed, and the reason for what they are now."""
    fields: dict[str, Any] = {
        f"points_{n}": DecimalField(one.label, [InputRequired(), FitsTheCriterion(one)], places=2)
        for n, one in enumerate(rubric)
    }
    fields["reason"] = TextAreaField(
        l_("Reason"),
        [InputRequired(), Length(max=4000)],
        description=l_("Why you change the score, or keep it. It stays with the sheet."),
        render_kw={"rows": 3},
    )
    given: dict[str, Any] = {f"points_{n}": Decimal(text) for n, text in enumerate(signed.points)}
    form: BaseForm = type("AgainForm", (MarkForm,), fields)(data=given | {"comment": signed.comment})
    return form


def typed_in(form: BaseForm, count: int) -> list[str]:
    """The points as they stand in the inputs, right or wrong."""
    return [((form[f"points_{n}"].raw_data or [""])[0] or "").strip() for n in range(count)]


def given_in(draft: MarkDraft | OralDraft | None, criteria: Sequence[Criterion]) -> Given | None:
    """What a draft gives, if it is complete and every point fits its criterion."""
    if draft is None or len(draft.typed) != len(criteria):
        return None
    points = [_read(text) for text in draft.typed]
    if any(p is None or not one.fits(p) for p, one in zip(points, criteria, strict=True)):
        return None
    return Given(tuple(p for p in points if p is not None), draft.comment)


def digest_of(given: Given) -> str:
    """What the recap shows, in one line: whoever says yes says it to this."""
    lines = [*(f"{points:.2f}" for points in given.points), given.comment]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _read(text: str) -> Decimal | None:
    found = re.fullmatch(NUMBER, text)
    return Decimal(text.replace(",", ".")) if found else None
