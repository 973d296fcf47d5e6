"""What may be done to applications, petitions and the shortlist, by subject."""
