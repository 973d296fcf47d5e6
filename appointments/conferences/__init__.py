"""Conferences that vote on names, beneath any case that needs one: an ordinary appointment, a reappointment.

A feature above convenes one inside its own `Work` (`commands.convene`), enters what follows from the outcome
(`following.follows`), and tells whether its case still waits (`directory.tells_facts("conference")`: `parent_open`).
When its case ends it calls `commands.let_go`: open conferences are cancelled and results that were kept from the
voters are told. Summoning, presence, ballots, count and confirmation are pages of this feature.
"""
