"""Files for people and other programs: result tables, the results workbook, the run record, the summary, templates."""
