"""Ordinary appointments (bổ nhiệm theo quy trình): need, policy, conferences or another's consent, decision, office."""
