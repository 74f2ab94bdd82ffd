"""The running log of a process: what our code and the libraries log, as one JSON object a line on standard output."""

from __future__ import annotations

import logging
import sys

import structlog

from api.web.log_setup import LEVELS, configure_logs

QUIET = ("sqlalchemy", "alembic", "httpx", "urllib3", "filelock")
"""Libraries that log statements or addresses: from them only warnings and worse."""


def configure_process_log(level: str) -> None:
    """Both ways of logging in one form. Exceptions are named by type and place; messages can hold data of people."""
    configure_logs(level)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _without_message_of_exception,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(LEVELS[level])
    for name in QUIET:
        logging.getLogger(name).setLevel(max(LEVELS[level], logging.WARNING))


def _without_message_of_exception(
    _logger: object, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    raised = event.pop("exc_info", None)
    event.pop("exception", None)
    if isinstance(raised, tuple) and raised[0] is not None:
        event["exception"] = raised[0].__name__
        trace = raised[2]
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        if trace is not None:
            event["place"] = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
    return event
