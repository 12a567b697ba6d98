"""A static site generator for knowledge bases: reads `content/`, checks it and builds the site."""
