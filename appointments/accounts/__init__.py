"""Persons, their accounts, sign-in, and who holds which role where."""
