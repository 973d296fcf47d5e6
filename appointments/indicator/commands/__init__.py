"""What people do about the indicator: reports drawn up, frozen, dropped."""
