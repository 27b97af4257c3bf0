"""Characters that were read and are looked at again, in the pixels or under what may stand there."""
