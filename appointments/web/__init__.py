"""Flask's side of the house, shared by every view: extensions, database session, policy, errors, base of the forms."""
