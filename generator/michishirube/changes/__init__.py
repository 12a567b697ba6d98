"""What changes for readers between two versions of a guide: two guides in, findings out.

Pure but for `comparison`, which reads the two commits: the rest knows neither git nor files nor
how findings are shown (`report`, `page`).
"""
