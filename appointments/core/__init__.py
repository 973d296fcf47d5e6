"""The shared kernel: database, the one door for change, ledger, outbox, timers. Knows no Flask."""
