"""Reviews: what people decide of fields, kept before it is answered, and the results as they then stand."""

from api.review.desk import Desk, NotReviewable
from api.review.session import FieldState, Session

__all__ = ["Desk", "FieldState", "NotReviewable", "Session"]
