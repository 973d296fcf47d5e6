"""Sittings, attendance, paper score sheets keyed twice, codes, re-marks."""
