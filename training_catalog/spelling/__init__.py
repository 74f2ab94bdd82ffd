"""Vietnamese spelling: what can be a syllable, and which of two accepted spellings a word shows."""

from training_catalog.spelling.foreign_words import foreign_words
from training_catalog.spelling.syllables import is_syllable, taken_apart
from training_catalog.spelling.tone_placement import OPPOSITE, Spelling, spelling_of

__all__ = ["foreign_words", "is_syllable", "OPPOSITE", "Spelling", "spelling_of", "taken_apart"]
