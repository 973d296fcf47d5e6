"""Ranking by the round's rules, and what is published of it."""
