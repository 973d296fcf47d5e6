"""Walks in the browser. The windows and the served application are in `tests/fixtures/browser.py`."""
