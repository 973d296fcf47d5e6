"""The tamper-evident log: what happened to every case, in an order that nobody can change unseen. Knows no Flask.

`canonical`, `entry`, `merkle` and `checkpoint` are pure; `models` holds the insert-only tables, `sealer` numbers and
signs, `verifier` checks an export and imports nothing of this program.
"""
