"""The text of a cell into values: days, numbers, degrees, positions, units, statements."""
