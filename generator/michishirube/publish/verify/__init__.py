"""Compares a published site with its inventory: changed, missing and foreign files.

`folder` compares a folder, `web` requests each file from a server. The other side isn't trusted: no
path of an inventory leads out of the folder or to another host, all reads are limited, and only
hashes count.
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
