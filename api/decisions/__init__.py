"""Decisions that named officers take on verdicts."""
