"""Forms of agencies, posts, the calendar, names of roles, and the exam regulation's parameters."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from appointments.organisation.models import Agency
from appointments.organisation.queries import KINDS, LEVELS, RANKS
from appointments.web.fields import DateField
from appointments.web.filters import cite, say
from appointments.web.forms import BaseForm
from appointments.web.i18n import language
from workflows import rules
from workflows.kinds import NotThatKind, OneOf, YesNo
from workflows.parameters import STAFF_LABELS, Parameter
from workflows.reorganisation import KINDS as REORGANISATIONS
from workflows.roles import LABELS, Role
from workflows.rules import PARAMETERS, BadRules
from workflows.words import Words

MOST_TOLD = 10
"""As many wrong lines are told at once."""


def options(labels: Mapping[Any, Words]) -> list[SelectChoice]:
    """The options of a choice, in the reader's language."""
    return [SelectChoice(str(key), say(words)) for key, words in labels.items()]


class AgencyForm(BaseForm):
    """An agency or unit."""

    name_vi = StringField(l_("Name in Vietnamese"), [InputRequired(), Length(max=300)])
    name_en = StringField(l_("Name in English"), [InputRequired(), Length(max=300)])
    key = StringField(
        l_("Short name"),
        [InputRequired(), Length(max=60)],
        description=l_("Small letters a-z, digits and hyphens, for example so-noi-vu"),
    )
    kind = SelectField(l_("Kind of body"), [InputRequired()])
    parent_id = SelectField(l_("Belongs to"), [Optional()])
    valid_from = DateField(l_("Exists from"), [Optional()])
    valid_to = DateField(l_("Ended on"), [Optional()], description=l_("Fill in when it is merged or dissolved"))
    note = TextAreaField(l_("Note"), [Optional(), Length(max=2000)], description=l_("Such as the decision founding it"))

    def offer(self, agencies: Iterable[Agency]) -> None:
        """The agencies to which it can belong."""
        names = [SelectChoice(str(one.id), one.name(language())) for one in agencies]
        self.parent_id.choices = [SelectChoice("", _("belongs to no other")), *names]
        self.kind.choices = options(KINDS)


class PostForm(BaseForm):
    """A leadership post."""

    title_vi = StringField(l_("Title in Vietnamese"), [InputRequired(), Length(max=300)])
    title_en = StringField(l_("Title in English"), [InputRequired(), Length(max=300)])
    rank = RadioField(l_("Head or deputy"), [InputRequired()])
    level = SelectField(l_("Level"), [InputRequired()])
    staff = RadioField(l_("Kind of staff"), [InputRequired()])
    valid_from = DateField(l_("Exists from"), [Optional()])
    valid_to = DateField(l_("Ended on"), [Optional()], description=l_("The last day on which the post exists"))
    quota = IntegerField(l_("Number in the staffing plan"), [InputRequired(), NumberRange(1, 20)], default=1)
    filled = IntegerField(l_("Of these, filled now"), [InputRequired(), NumberRange(0, 20)], default=0)
    elected = BooleanField(
        l_("An elected or approved post (cán bộ)"), description=l_("Such a post is never filled by examination")
    )
    position_list_approved = BooleanField(l_("The list of job positions is approved"))
    standards = TextAreaField(l_("Conditions and standards"), [Optional(), Length(max=10000)])
    duties = TextAreaField(l_("Duties"), [Optional(), Length(max=10000)])

    def offer(self) -> None:
        """The fixed choices."""
        self.rank.choices, self.level.choices = options(RANKS), options(LEVELS)
        self.staff.choices = options(STAFF_LABELS)


class ReorganisationForm(BaseForm):
    """What a document orders: which units go on as which, from when."""

    kind = SelectField(l_("Kind of reorganisation"), [InputRequired()])
    document = StringField(
        l_("Document"), [InputRequired(), Length(max=300)],
        description=l_("Number and symbol as printed, for example NQ 202/2025/QH15"),
    )  # fmt: skip
    signed_on = DateField(l_("Signed on"), [InputRequired()])
    effective_on = DateField(l_("In effect from"), [InputRequired()])
    pairs = TextAreaField(
        l_("Units before and after"), [InputRequired(), Length(max=40000)],
        description=l_(
            "One pair a line, by short names: “old > new”. Nothing after “>” where there is no successor. A unit that"
            " goes on existing stands on both sides. Enter new units in the tree first, without a first day."
        ),
    )  # fmt: skip
    note = TextAreaField(l_("Note"), [Optional(), Length(max=2000)])

    def offer(self, agencies: Iterable[Agency]) -> None:
        """The kinds, and the units by their short names."""
        self.kind.choices = options(REORGANISATIONS)
        self.known = {one.key: one.id for one in agencies}

    def validate_pairs(self, field: Any) -> None:
        """Every line names units that are entered; wrong lines are all told at once."""
        try:
            self.read = pairs_of(field.data or "", self.known)
        except ValueError as error:
            raise ValidationError(str(error)) from None


class DayForm(BaseForm):
    """A day whose work differs from the general calendar."""

    day = DateField(l_("Day"), [InputRequired()])
    is_working = RadioField(l_("What is it?"), [InputRequired()])
    reason = StringField(l_("Reason"), [InputRequired(), Length(max=300)])
    source = StringField(
        l_("Document"), [InputRequired(), Length(max=300)], description=l_("Number and date of the notice")
    )

    def offer(self) -> None:
        """The two kinds of day."""
        self.is_working.choices = [
            SelectChoice("no", _("A day off")),
            SelectChoice("yes", _("A working day (worked by swap)")),
        ]


class YearForm(BaseForm):
    """Which year of the calendar to show."""

    year = IntegerField(l_("Year"), [Optional(), NumberRange(2015, 2040)])


class ParameterDecisionForm(BaseForm):
    """A step of an edition's process; which one is told by the button."""

    reason = TextAreaField(l_("Reason"), [Optional(), Length(max=4000)], description=l_("Required to refuse"))


def pairs_of(text: str, known: Mapping[str, UUID]) -> tuple[tuple[UUID, UUID | None], ...]:
    """The pairs of units that lines of short names tell."""
    found: list[tuple[UUID, UUID | None]] = []
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        before, arrow, after = (part.strip() for part in line.replace("→", ">").partition(">"))
        if not arrow:
            wrong.append(_("line %(number)s lacks “>”", number=number))
        unknown = [key for key in (before, after) if key and key not in known]
        wrong += [_("line %(number)s: no unit is called “%(key)s”", number=number, key=key) for key in unknown]
        if arrow and not before:
            wrong.append(_("line %(number)s names no unit before “>”", number=number))
        if arrow and before in known and (not after or after in known):
            found.append((known[before], known[after] if after else None))
    if wrong:
        raise ValueError("; ".join(wrong[:MOST_TOLD]) + ".")
    return tuple(found)


def role_names_form(known: Mapping[Role, Words]) -> BaseForm:
    """One pair of names for each role, empty where the house's word stands."""

    class RoleNamesForm(BaseForm):
        """Names of the roles in one agency."""

    for role in LABELS:
        own = known.get(role)
        text = {"vi": own.vi, "en": own.en} if own and own != LABELS[role] else {"vi": "", "en": ""}
        for locale, label in (("vi", l_("in Vietnamese")), ("en", l_("in English"))):
            house = LABELS[role].say(locale)
            field = StringField(f"{house}: {label}", [Optional(), Length(max=100)], default=text[locale])
            setattr(RoleNamesForm, f"{role}_{locale}", field)
    return RoleNamesForm()


def regulation_form(current: Mapping[str, Any], editable: Iterable[str], paper: str = "") -> BaseForm:
    """One input for each parameter that an agency may set, filled with the value that holds now."""

    class RegulationForm(BaseForm):
        """An edition of the exam regulation."""

        source = TextAreaField(
            l_("Document"),
            [InputRequired(), Length(max=1000)],
            default=paper,
            description=l_("Number, date and issuer of the exam regulation from which the values are taken"),
        )

        def values(self) -> dict[str, Any]:
            """The values that were typed, by key."""
            return {key: rules.read(key, self[name(key)].data or "") for key in keys}

    keys = [key for key in PARAMETERS if key in set(editable)]
    for key in keys:
        setattr(RegulationForm, name(key), _parameter_field(PARAMETERS[key], current[key]))
    return RegulationForm()


def name(key: str) -> str:
    """The name of a parameter's input."""
    return "p_" + key.replace(".", "__")


def written(parameter: Parameter, value: Any) -> str:
    """A value as a person may write it back."""
    plain = parameter.kind.to_json(value)
    texts = (parameter.kind.show(value, language()), ", ".join(plain) if isinstance(plain, list) else str(plain))
    for text in texts:
        try:
            if parameter.kind.read(text) == value:
                return text
        except NotThatKind:
            continue
    return texts[-1]


def _parameter_field(parameter: Parameter, value: Any) -> Any:
    unit = say(parameter.unit)
    label = f"{say(parameter.label)} ({unit})" if unit else say(parameter.label)
    source = cite(parameter.source)
    if choices := _choices(parameter):
        about = _("Source: %(source)s", source=source)
        return SelectField(label, choices=choices, default=written(parameter, value), description=about)
    about = _("Range: %(span)s. Source: %(source)s", span=say(parameter.kind.span()), source=source)
    return StringField(label, [_fits(parameter)], default=written(parameter, value), description=about)


def _choices(parameter: Parameter) -> list[SelectChoice]:
    if isinstance(parameter.kind, OneOf):
        return options(parameter.kind.options)
    if isinstance(parameter.kind, YesNo):
        words = [parameter.kind.show(value, language()) for value in (True, False)]
        return [SelectChoice(word, word) for word in words]
    return []


def _fits(parameter: Parameter) -> Any:
    def fits(_form: Any, field: Any) -> None:
        try:
            rules.read(parameter.key, field.data or "")
        except BadRules as error:
            raise ValidationError(" ".join(say(problem.words) for problem in error.problems)) from None

    return fits
