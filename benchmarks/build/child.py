"""Runs one command and writes what it used: `child.py REPORT COMMAND …`, always its own process.

The system keeps the largest process among all children that a process ever had, and a child
counts as at least as large as what started it. So each command gets a small parent that has no
other children: this file, which imports little on purpose.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

report, *command = sys.argv[1:]
began = time.perf_counter()
status = subprocess.call(command)
wall = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
# Linux counts memory in KiB.
figures = [wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]
Path(report).write_text(json.dumps(figures), encoding="utf-8")
sys.exit(status)
