"""Checks the log and shares no line with the program that wrote it: standard library and `cryptography` only.

Copy this folder to any machine and run `python -m verifier EXPORT --key KEY`. The program's own `flask ledger verify`
puts the database through the same checks and adds the replay of every case.
"""
