"""Imports in the admin: send a roadmap, see its plan, settle what is open, apply exactly that; every run's record."""
