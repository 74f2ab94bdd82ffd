"""Every job description of a Word file with the problems found, from its path."""

from __future__ import annotations

from pathlib import Path

from training_catalog.word_form.document import read_blocks
from training_catalog.word_form.form import opens_table
from training_catalog.word_form.job_description import check, describe
from training_catalog.word_form.legacy import convert_legacy
from training_catalog.word_form.package import document_body, is_legacy, read_file
from training_catalog.word_form.problems import WordFormError, file_problem
from training_catalog.word_form.sections import find_descriptions
from training_catalog.word_form.shapes import DEFAULT_LIMITS, WordLimits, WordReading


def docx_content(path: Path, *, limits: WordLimits = DEFAULT_LIMITS) -> bytes:
    """The bytes of a .docx file, or of a .doc file as .docx. WordFormError when it is neither or cannot be had."""
    content = read_file(path, limits)
    return convert_legacy(content, seconds=limits.office_seconds) if is_legacy(content) else content


def read_job_descriptions(path: Path, *, limits: WordLimits = DEFAULT_LIMITS) -> WordReading:
    """The descriptions of a .docx or .doc file, in order, and everything a person must look at.

    Never raises for a bad file: a file that cannot be read gives no descriptions and one problem saying why.
    """
    try:
        blocks = read_blocks(
            document_body(docx_content(path, limits=limits), limits), limits=limits, starts_anew=opens_table
        )
    except WordFormError as error:
        return WordReading(descriptions=(), problems=(file_problem(path.name, error.code, error.detail),))
    found = find_descriptions(blocks)
    if not found:
        return WordReading(descriptions=(), problems=(file_problem(path.name, "no_description"),))
    descriptions = tuple(describe(parts, file=path.name, order=order) for order, parts in enumerate(found, 1))
    problems = tuple(problem for description in descriptions for problem in check(description))
    return WordReading(descriptions=descriptions, problems=problems)
