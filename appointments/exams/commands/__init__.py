"""What may be done around the written part and the presentations, by subject."""
