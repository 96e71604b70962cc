"""Accounts: signing in, its throttle, the second factor, sessions, and what of it goes on record."""
