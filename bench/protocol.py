"""How the bench and its workers speak: one order a line in, one JSON answer a line out. Only the standard library.

A worker lives through the whole run, so that no start-up is measured; the parent gives the orders in turn.
"""

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

Answer = dict[str, Any]
BROWSER = "bench"
"""Whoever signs in must go on with the same browser: a session that changes hands costs more."""


def serve(step: Callable[[int], None], totals: Callable[[], Answer]) -> None:
    """Carry out the parent's orders: a number of steps, or "totals"."""
    _reply({"ready": True})
    done = 0
    for order in sys.stdin:
        if order.strip() == "totals":
            _reply(totals())
            continue
        wall, cpu = time.perf_counter(), time.process_time()
        for number in range(done, done + int(order)):
            step(number)
        done += int(order)
        _reply({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu})


def _reply(answer: Answer) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


class Worker:
    """One process that serves; ended by closing its input."""

    def __init__(self, command: Sequence[str]):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.answer()

    def order(self, order: object) -> None:
        """Say what to do, without waiting for it."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()

    def answer(self) -> Answer:
        """The answer to the last order."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{' '.join(self.process.args)} ended with {self.process.wait()}")  # type: ignore[arg-type]
        return dict(json.loads(line))

    def close(self) -> None:
        """Let the worker end."""
        self.process.communicate(timeout=30)


def order_all(workers: Iterable[Worker], order: object) -> list[Answer]:
    """The answers of several workers that work at the same time."""
    listed = list(workers)
    for worker in listed:
        worker.order(order)
    return [worker.answer() for worker in listed]


def post(app: Callable[..., Iterable[bytes]], path: str, cookie: str, form: dict[str, str]) -> tuple[str, bytes, list]:
    """One POST handed straight to a WSGI application: (status, body, headers); no server and no client is measured."""
    body = urlencode(form).encode()
    environ = {
        "REQUEST_METHOD": "POST", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_COOKIE": cookie,
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)), "HTTP_HOST": "localhost",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_USER_AGENT": BROWSER, "HTTP_ORIGIN": "http://localhost", "HTTP_REFERER": "http://localhost/",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr,
        "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    said: list[Any] = []
    answer = app(environ, lambda status, headers, _error=None: said.extend((status, headers)))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return said[0], body, said[1]
