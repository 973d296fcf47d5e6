"""Cases opened when notice is due, led to a decision, held, ended otherwise."""
