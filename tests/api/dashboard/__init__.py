"""Tests of the pages of dashboard."""
