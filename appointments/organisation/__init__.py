"""Agencies, units and posts, and the staff that holds them."""
