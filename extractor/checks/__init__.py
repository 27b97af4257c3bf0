"""The identities of a form."""

from extractor.checks.run import run_checks

__all__ = ["run_checks"]
