"""What may be done from the published result to office, and the record of ordinary appointments, by subject."""
