"""Accounts, units, settings, jobs and the audit, for administrators."""
