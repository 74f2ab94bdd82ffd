"""The results workbook `results.xlsx`: what an officer of human resources opens."""

from recommender.documents.results_workbook.workbook import write_results

__all__ = ["write_results"]
