"""Clients who are signed in, and a store for files."""

from tests.fixtures.signed_in import as_user, store

__all__ = ["as_user", "store"]
