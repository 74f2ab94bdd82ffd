"""Tests of the pages of staffing."""
