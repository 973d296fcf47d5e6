"""Bytes in, bytes out: storage of uploaded files and their checks. Knows no Flask."""
