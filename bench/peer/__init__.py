"""The peer: the same ring on Django + django-fsm-2 + django-simple-history, in the bench's own environment."""
