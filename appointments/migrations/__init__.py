"""The database's schema, step by step; `schema.py` runs the steps and drafts the next one."""
