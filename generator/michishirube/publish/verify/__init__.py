"""Compares a published site with its inventory: what was changed, is missing, or is foreign.

`folder` looks at a folder on disk, `web` asks a site's address for each file. What lies there was
written by anybody: no path of an inventory leads out of the folder or off the host, nothing is read
without a limit, and nothing is believed but hashes.
"""

from michishirube.publish.verify.compared import VerifyError, VerifyResult, reference
from michishirube.publish.verify.folder import verify_folder
from michishirube.publish.verify.web import VerifyLimits, verify_address

__all__ = [
    "VerifyError",
    "VerifyLimits",
    "VerifyResult",
    "reference",
    "verify_address",
    "verify_folder",
]
