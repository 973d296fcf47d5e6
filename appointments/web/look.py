"""The templates' surroundings: where GOV.UK's macros are found, and what every template may call."""

from collections.abc import Iterator
from typing import Any, ClassVar

from flask import Flask, current_app, request
from jinja2 import BytecodeCache, ChoiceLoader, PackageLoader, PrefixLoader
from jinja2.bccache import Bucket
from wtforms import Field, FieldList, Form, FormField

from appointments.core import clock
from appointments.web import kinds, policy, steps
from appointments.web.fields import DateField


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all applications of this process (tests make hundreds)."""

    kept: ClassVar[dict[tuple[str, str], bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the compiled form of this very source, where there is one."""
        if code := self.kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the compiled form."""
        self.kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


def init_app(app: Flask) -> None:
    """Add the macros' folder, and the functions that components use."""
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([loader for loader in (app.jinja_loader, macros) if loader])
    app.jinja_env.bytecode_cache = CompiledTemplates()
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(ledger_head=ledger_head, now=clock.now, error_list=error_list, field_kind=kinds.kind)
    for function in (kinds.is_optional, kinds.input_mode, kinds.has_file, kinds.date_items, kinds.option_items):
        app.jinja_env.globals[function.__name__] = function
    app.jinja_env.tests.update(closed_to_asker=steps.closed_to_asker, of_others=steps.of_others)
    app.context_processor(lambda: {"is_demo": bool(app.config.get("DEMO")), "sign_in_url": sign_in_url})
    app.context_processor(lambda: {"sign_out_url": policy.of(app).sign_out_url})
    app.context_processor(lambda: {"account_page": policy.of(app).account_page})


def sign_in_url() -> str:
    """Where one signs in, to come back to this page."""
    following = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return policy.of(current_app).sign_in_url(following)


def ledger_head() -> Any:
    """The ledger's latest signed head for the footer, where a feature tells it (`app.extensions["ledger_head"]`)."""
    tell = current_app.extensions.get("ledger_head")
    return tell() if tell else None


def error_list(form: Form) -> list[dict[str, str]]:
    """What is wrong with a form, each with the address of its field, for the summary above it."""
    whole = [{"text": str(text), "href": ""} for text in form.form_errors]
    return whole + [{"text": text, "href": f"#{anchor}"} for text, anchor in _errors(form)]


def _errors(fields: Any) -> Iterator[tuple[str, str]]:
    for field in fields:
        if isinstance(field, FormField | FieldList):
            yield from _errors(field)
            own = [e for e in field.errors if isinstance(e, str)] if isinstance(field, FieldList) else []
            yield from ((text, field.id) for text in own)
        else:
            yield from ((f"{field.label.text}: {text}", anchor(field)) for text in field.errors)


def anchor(field: Field) -> str:
    """The id of the input to which a field's error leads."""
    if isinstance(field, DateField):
        part = next((p for p in field.parts if p in field.wrong), field.parts[0])
        return f"{field.id}-{part}"
    return str(field.id)
