"""What git and the forge know: commits, when content changed, links to files."""
