"""The ledger's pages for inspectors: timelines, signed heads, export."""
