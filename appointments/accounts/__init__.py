"""People who sign in, and which role each holds where."""
