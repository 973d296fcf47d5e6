"""Rounds and their posts: needs, plans, announcement, council, shortlist."""
