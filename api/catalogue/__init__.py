"""The reference data for programs: positions, competencies, tasks, courses, laws and information systems."""
