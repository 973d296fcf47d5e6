"""The ring as a Django developer would write it: a protected state field, history, outbox and timer rows."""

from collections.abc import Callable

from django.db import models
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from bench import workload


class Outbox(models.Model):
    """One message to be delivered."""

    message = models.CharField(max_length=60)
    case_id = models.IntegerField(db_index=True)
    roles = models.JSONField()
    created_at = models.DateTimeField(db_index=True)


class Timer(models.Model):
    """When a case must have left its state."""

    case_id = models.IntegerField(unique=True)
    trigger = models.CharField(max_length=40)
    due_at = models.DateTimeField(db_index=True)


class Once(models.Model):
    """A request carried out: its key, and what it answered."""

    key = models.CharField(max_length=64, primary_key=True)
    user_id = models.IntegerField()
    result = models.JSONField(default=dict)
    at = models.DateTimeField()


def _has_points(case: "RingCase") -> bool:
    return case.points >= workload.ENOUGH


def _may(trigger: str) -> Callable[..., bool]:
    return lambda _case, user: workload.ROLE[trigger] in user.roles


class RingCase(models.Model):
    """A case that goes round the ring; every save leaves a historical record."""

    state = FSMField(default=workload.INITIAL, protected=True, db_index=True)
    points = models.IntegerField(default=workload.POINTS)
    version = models.IntegerField(default=0)
    entered_at = models.DateTimeField()
    history = HistoricalRecords()

    class Meta:
        """Who may fire a step at all; which step, each transition says."""

        permissions = [("fire_step", "Can fire a step")]

    @transition(state, "draft", "submitted", conditions=[_has_points], permission=_may("submit"))
    def submit(self) -> None:
        """The decorator moves the state."""

    @transition(state, "submitted", "checked", conditions=[_has_points], permission=_may("check"))
    def check_dossier(self) -> None:
        """The decorator moves the state."""

    @transition(state, "checked", "marked", conditions=[_has_points], permission=_may("mark"))
    def mark(self) -> None:
        """The decorator moves the state."""

    @transition(state, "marked", "ranked", conditions=[_has_points], permission=_may("rank"))
    def rank(self) -> None:
        """The decorator moves the state."""

    @transition(state, "ranked", "decided", conditions=[_has_points], permission=_may("decide"))
    def decide(self) -> None:
        """The decorator moves the state."""

    @transition(state, "decided", "draft", conditions=[_has_points], permission=_may("reopen"))
    def reopen(self) -> None:
        """The decorator moves the state."""
