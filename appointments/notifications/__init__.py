"""What the outbox's messages say in both languages, and how they are delivered."""
