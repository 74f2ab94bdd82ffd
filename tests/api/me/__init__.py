"""Tests of one's own pages."""
