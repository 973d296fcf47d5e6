"""Minh Tuyển: the competition, appointment and indicator features. `app.py` builds the Flask application."""
