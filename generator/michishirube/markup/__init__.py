"""The small languages of contributors: Markdown in prose, and letter templates."""
