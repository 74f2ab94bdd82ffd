"""Tests of the pages of institutes."""
