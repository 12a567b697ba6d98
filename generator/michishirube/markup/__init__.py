"""The markup that contributors write: a Markdown dialect for prose, and letter templates."""
