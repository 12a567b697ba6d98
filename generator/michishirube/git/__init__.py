"""Git and GitHub: commits, history of files, links to files."""
