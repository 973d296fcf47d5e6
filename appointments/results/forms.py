"""The forms of a ranking: the order of tied candidates with its reason, and the sums worked out again by hand."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_
from wtforms import SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from appointments.results.recheck import TOTAL, Sum
from appointments.web.fields import DecimalField
from appointments.web.forms import BaseForm
from workflows.margin import ORAL, WRITTEN

LONGEST_REASON = 4000
PART_NAMES = {WRITTEN: l_("Written part"), ORAL: l_("Presentation"), TOTAL: l_("Total")}


class TieForm(BaseForm):
    """One select for each place, and the reason; made for one tie by `tie_form`."""

    reason = TextAreaField(
        l_("Reason"),
        [InputRequired(), Length(max=LONGEST_REASON)],
        description=l_("It is published with the order and told to the candidates concerned. Name nobody else in it."),
    )

    def places(self) -> list[Any]:
        """The fields of the places, the best first."""
        return [field for field in self if field.name.startswith("place_")]

    def order(self) -> list[str]:
        """The candidate numbers as they were put."""
        return [str(field.data) for field in self.places()]

    def validate(self, extra_validators: Any = None) -> bool:
        """Every candidate stands exactly once."""
        valid = super().validate(extra_validators)
        chosen = self.order()
        for field in self.places():
            if field.data and chosen.count(str(field.data)) > 1:
                field.errors = [*field.errors, _("Each candidate must be chosen exactly once.")]
                valid = False
        return valid


def tie_form(codes: Sequence[str], first: int, seen: int) -> TieForm:
    """The form for one tie: as many places as candidates, beginning at the rank that they share."""
    inputs = {
        f"place_{n}": SelectField(
            l_("Rank %(rank)s", rank=first + n),
            [InputRequired(l_("Choose a candidate number."))],
            choices=[SelectChoice("", ""), *(SelectChoice(code, code) for code in codes)],
        )
        for n in range(len(codes))
    }
    cls: type[TieForm] = type("ThisTieForm", (TieForm,), inputs)
    return cls(seen=seen)


def recheck_form(sums: Sequence[Sum], seen: int) -> BaseForm:
    """One input for each sum, in the order of `sums`."""
    inputs = {
        f"sum_{n}": DecimalField(
            l_("%(part)s of %(code)s", part=PART_NAMES[one.what], code=one.code), [InputRequired()]
        )
        for n, one in enumerate(sums)
    }
    cls: type[BaseForm] = type("ThisRecheckForm", (BaseForm,), inputs)
    return cls(seen=seen)


def typed_in(form: BaseForm) -> list[Any]:
    """The sums as they were typed, in their order."""
    return [field.data for field in form if field.name.startswith("sum_")]
