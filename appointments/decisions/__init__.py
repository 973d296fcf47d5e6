"""Decisions on appointment, ordinary appointments recorded, terms of office."""
