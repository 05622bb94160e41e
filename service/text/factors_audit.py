"""Measures a factor model on the audit reports: invented reports that no model has learned from.

Loaded when asked for, not at import: only training needs it. Never sent to a browser.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from service.text.factors import suggest_factors
from service.text.factors_model import FactorModel

_FILE = Path(__file__).parent / "data" / "factors-audit.jsonl"


@dataclass(frozen=True, slots=True)
class AuditReport:
    """An invented report and its factors, most important first."""

    text: str = field(repr=False)
    factors: tuple[str, ...]


def read_audit() -> tuple[AuditReport, ...]:
    """The audit reports, in the order of the file."""
    lines = _FILE.read_text("utf-8").splitlines()
    return tuple(AuditReport(raw["text"], tuple(raw["factors"])) for raw in map(json.loads, lines))


def audit_score(model: FactorModel, reports: tuple[AuditReport, ...]) -> int:
    """Micro-F1 of the suggestions on these reports, in thousandths."""
    right = counted = 0
    for report in reports:
        shown = {suggestion.code for suggestion in suggest_factors(report.text, model)}
        right += len(shown & set(report.factors))
        counted += len(shown) + len(report.factors)
    return 2000 * right // counted if counted else 0
