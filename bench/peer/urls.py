"""The peer's two pages: sign in (once), and the POST that is measured.

The POST does what ours does: it asks session, user, CSRF token and the user's permissions (by group), and has one
effect however often it arrives, by a key that travels in the form.
"""

from django.contrib.auth import login
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bench import workload
from bench.peer.models import Once
from bench.peer.worker import fire

ROLES = frozenset(workload.ROLE.values())


@csrf_exempt
def sign_in(request: HttpRequest) -> HttpResponse:
    """Open a session; the body is its CSRF token."""
    login(request, User.objects.get(username="officer"))
    return HttpResponse(get_token(request))


@require_POST
@permission_required("peer.fire_step", raise_exception=True)
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Fire the next step of one case."""
    with transaction.atomic():
        said = {"user_id": request.user.pk, "at": workload.NOW, "result": {"location": "/"}}
        once, is_new = Once.objects.get_or_create(key=request.POST["idem"], defaults=said)
        if is_new:
            fire(number, ROLES)
    return HttpResponseRedirect(once.result["location"])


urlpatterns = [path("sign-in", sign_in), path("fire/<int:number>", step)]
