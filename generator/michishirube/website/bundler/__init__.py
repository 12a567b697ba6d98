"""A bundler: concatenates the ES modules of the templates into the scripts that pages load."""

from michishirube.website.bundler.bundle import Bundle, bundle, short_names
from michishirube.website.bundler.errors import ScriptError

__all__ = ["Bundle", "ScriptError", "bundle", "short_names"]
