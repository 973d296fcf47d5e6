"""The WSGI entry point; the flask command finds the application here."""

from appointments.app import create_app

app = create_app()
