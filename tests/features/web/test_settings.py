"""What an installation says about itself in its environment; what must not be started is told in one sentence."""

import os
import subprocess
import sys

import pytest

import config
from tests.house.source import ROOT

FLASK, ALEMBIC = ("flask", "process", "check", "petition"), ("alembic", "current")
WRONG = [
    ({"MINHTUYEN_ENV": "live"}, FLASK, "MINHTUYEN_ENV=live: it is production or development"),
    ({"MAIL": "pigeon"}, FLASK, "MAIL=pigeon: it is console, file or smtp"),
    ({"PORT": "eighty"}, FLASK, "PORT=eighty: it is a whole number"),
    ({"MINHTUYEN_DEMO": "1", "HOST": "0.0.0.0"}, ALEMBIC, "it is served on loopback only, not on 0.0.0.0"),
]


def test_proxies_are_trusted_only_where_the_environment_names_their_number(tmp_path):
    assert config.Production({}, VAR=tmp_path).TRUSTED_PROXIES == 0
    assert config.Production({"TRUSTED_PROXIES": "1"}, VAR=tmp_path).TRUSTED_PROXIES == 1


def test_the_address_in_mails_is_the_one_that_the_environment_gives(tmp_path):
    given = {"BASE_URL": "https://thituyen.example.vn", "PORT": "8080"}

    assert config.Production(given, VAR=tmp_path).BASE_URL == "https://thituyen.example.vn"
    assert config.Production({"PORT": "8080"}, VAR=tmp_path).BASE_URL == "http://127.0.0.1:8080"


@pytest.mark.parametrize(("given", "command", "said"), WRONG, ids=[next(iter(one[0])) for one in WRONG])
def test_a_setting_that_must_not_be_started_is_told_in_one_sentence(given, command, said, tmp_path):
    bare = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "LC_ALL")}
    ended = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=bare | {"VAR": str(tmp_path)} | given, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip

    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.startswith("Minh Tuyển cannot start with these settings: ")
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
