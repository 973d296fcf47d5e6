"""What may be done with results, by subject: the written part, the ranking of a post, the round's result."""
