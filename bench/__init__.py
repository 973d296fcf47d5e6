"""How fast the house is, as ratios measured in one run against the limit and against a peer. `python -m bench.run`."""
