"""The city's measure: division-level leaders newly appointed through competition."""
