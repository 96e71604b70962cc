"""Querysets by noun; `publication` is the gate."""
