"""Dossiers of candidates: profile, papers, submission, check, petition."""
