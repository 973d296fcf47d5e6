"""The regulation as data and pure functions: standard library and `transitions` only.

Nobody else may decide whether a step is lawful. No Flask, no SQLAlchemy, no clock in here.
"""
