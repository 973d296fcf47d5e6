"""The house as an installation serves it: the processes of the Procfile on a copy of what lies in a house."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import config
from tests.factories.accounts import PASSWORD
from tests.features.twin.crawl import links
from tests.features.twin.house import House
from tests.features.twin.memory import Answer
from tests.features.twin.sent import Fields, forms

ROOT = Path(config.__file__).parent
PATIENCE = 30
PASSED_BY = ("/static/", "/sign-out", "/language")


class Browser:
    """One person's way to the process: cookies, and the token of the form that was just read."""

    def __init__(self, port: int):
        self._port, self._cookies = port, dict[str, str]()

    def get(self, address: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", address)

    def send(self, page: str, typed: Mapping[str, str], to: str = "") -> Answer:
        """Read a page, and send its first form (or the one that is sent `to`) with this typed into it."""
        read = self.get(page)
        found: list[tuple[str, Fields]] = [one for one in forms(page, read) if one[0].endswith(to or one[0])]
        assert found, (page, read.status)
        address, fields = found[0]
        return self._ask("POST", address, {**fields, **typed})

    def sign_in(self, email: str, password: str = PASSWORD) -> Answer:
        """Send the sign-in form."""
        return self.send("/sign-in", {"email": email, "password": password}, "/sign-in")

    def follow(self, most: int) -> list[str]:
        """Read so many pages from the front on; gives their addresses."""
        waiting, read = ["/", "/inbox", "/me"], []
        while waiting and len(read) < most:
            if (address := waiting.pop(0)) not in read and not address.startswith(PASSED_BY):
                read.append(address)
                waiting += links(self.get(address))
        return read

    def _ask(self, method: str, address: str, fields: Fields | None = None) -> Answer:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        body = None
        if fields is not None:
            headers["Content-Type"], body = "application/x-www-form-urlencoded", urlencode(fields)
        try:
            connection.request(method, address, body, headers)
            got = connection.getresponse()
            answer = Answer(got.status, tuple((name.title(), value) for name, value in got.getheaders()), got.read())
        finally:
            connection.close()
        for name, value in answer.headers:
            if name == "Set-Cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self._cookies[cookie] = content
        return answer


class Process:
    """The web process on a free port, and the worker when it is asked to; what they printed."""

    def __init__(self, house: House, stage: str, folder: Path):
        self.var, self.log = folder / "var", folder / "log"
        shutil.copytree(house.kept / "seeded" / stage, self.var)
        for name in ("ledger.key", "secrets"):
            if (house.var / name).is_dir():
                shutil.copytree(house.var / name, self.var / name)
            elif (house.var / name).exists():
                shutil.copyfile(house.var / name, self.var / name)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.url = f"sqlite:///{self.var / 'house.sqlite3'}"
        self._environ = {
            **os.environ, "VAR": str(self.var), "DATABASE_URL": self.url, "MINHTUYEN_ENV": "development",
            "MAIL": "file", "PORT": str(self.port), "SECRET_KEY": config.Testing.SECRET_KEY,
            "SECURITY_PASSWORD_SALT": config.Testing.SECURITY_PASSWORD_SALT,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }  # fmt: skip

    def commands(self) -> dict[str, str]:
        """The lines of the Procfile."""
        return dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())

    @contextmanager
    def serving(self, *more: str) -> Iterator[None]:
        """The web process, told this beside what the Procfile says, until it is stopped like by a service manager."""
        command = " ".join(["exec", self.commands()["web"], *more])
        with self.log.open("ab") as out:
            running = subprocess.Popen(command, shell=True, cwd=ROOT, env=self._environ, stdout=out, stderr=out)
            try:
                self._wait(running)
                yield
            finally:
                running.send_signal(signal.SIGTERM)
                running.wait(PATIENCE)

    def work_once(self) -> None:
        """The worker does whatever waits, and ends."""
        with self.log.open("ab") as out:
            command = f"{self.commands()['worker']} --once"
            subprocess.run(command, shell=True, cwd=ROOT, env=self._environ, stdout=out, stderr=out, check=True,
                           timeout=PATIENCE)  # fmt: skip

    def _wait(self, running: subprocess.Popen[bytes]) -> None:
        for _ in range(PATIENCE * 10):
            with suppress(OSError):
                if Browser(self.port).get("/healthz").status:
                    return
            assert running.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())
