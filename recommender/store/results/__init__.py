"""Runs and what stands on them: verdicts, decisions, objections, two runs side by side."""
