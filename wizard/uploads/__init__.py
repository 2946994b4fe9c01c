"""Files that customers send: told apart by what is in them, never by name, and made anew where that can be done."""

from wizard.uploads.kinds import ACCEPT
from wizard.uploads.names import clean_name
from wizard.uploads.upload import Refusal, Upload, accepted

__all__ = ["ACCEPT", "Refusal", "Upload", "accepted", "clean_name"]
