"""The state of the reference data as tables for a page, a workbook and JSON."""

from training_catalog.report.build import NearTexts, catalogue_report
from training_catalog.report.tables import CatalogueReport, Cell, Column, ReportTable, Words

__all__ = ["catalogue_report", "CatalogueReport", "Cell", "Column", "NearTexts", "ReportTable", "Words"]
