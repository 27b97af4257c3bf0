"""Work that outlives the process which took it on: documents to be read, in order of urgency."""

from api.jobs.durable import DurableJobs
from api.jobs.interface import Jobs, Work
from api.jobs.reading import ReadingJob

__all__ = ["DurableJobs", "Jobs", "ReadingJob", "Work"]
