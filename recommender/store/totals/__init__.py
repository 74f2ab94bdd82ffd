"""Sums over the rows of a run that tell of no person: demand, balance, plans, with small cells hidden."""
