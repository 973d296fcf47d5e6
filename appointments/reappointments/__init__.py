"""Reappointment and extension: a case for each term that ends, from the notice to the decision."""
