"""Work that outlives the process which took it on: documents to be read, in order of urgency."""

from api.jobs.adopting import Adopter
from api.jobs.durable import DurableJobs
from api.jobs.feeding import Feeder
from api.jobs.interface import Jobs, Unpack, Work
from api.jobs.reading import ReadingJob
from api.jobs.reaping import GONE_AFTER_S, Reaper
from api.jobs.unpacking import UnpackingJob

__all__ = [
    "GONE_AFTER_S",
    "Adopter",
    "DurableJobs",
    "Feeder",
    "Jobs",
    "ReadingJob",
    "Reaper",
    "Unpack",
    "UnpackingJob",
    "Work",
]
