"""Counts and times of requests for Prometheus, by route template and never by raw address."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.5, 3.0, 10.0)


class RequestMetrics:
    """The measurements of one application; each application has its own registry."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "nangluc_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "nangluc_request_seconds", "Time to answer.", ["method", "route"], buckets=SECONDS, registry=self.registry
        )

    def observe(self, *, method: str, route: str, status: int, seconds: float) -> None:
        """Takes one request into account; unknown methods share one label."""
        label = method if method in METHODS else "other"
        self.requests.labels(label, route, str(status)).inc()
        self.seconds.labels(label, route).observe(seconds)

    def exposition(self) -> bytes:
        """All measurements in the text form of Prometheus."""
        return generate_latest(self.registry)
