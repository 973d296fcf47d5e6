"""What every test may ask for; each subject has its file under `fixtures/`."""

from datetime import timedelta

from hypothesis import HealthCheck, settings

from appointments.loading import load_features

pytest_plugins = [
    "tests.fixtures.order",
    "tests.fixtures.skips",
    "tests.fixtures.database",
    "tests.fixtures.sql",
    "tests.fixtures.statements",
    "tests.fixtures.application",
    "tests.fixtures.browser",
    "tests.fixtures.signed_in",
]

# Two cores, shared with a browser and a database: time says nothing about the code under test.
settings.register_profile("house", deadline=timedelta(seconds=20), suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

load_features()
