"""The peer's two pages: sign in (once), and the POST that is measured."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bench import workload
from bench.peer.worker import fire

ROLES = frozenset(workload.ROLE.values())


@csrf_exempt
def sign_in(request: HttpRequest) -> HttpResponse:
    """Open a session; the body is its CSRF token."""
    login(request, User.objects.get(username="officer"))
    return HttpResponse(get_token(request))


@require_POST
@login_required
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Fire the next step of one case."""
    fire(number, ROLES)
    return HttpResponseRedirect("/")


urlpatterns = [path("sign-in", sign_in), path("fire/<int:number>", step)]
