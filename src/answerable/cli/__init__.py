"""The command line: commands on files, without a server."""

import os

# Before NumPy is loaded: on matrices of six by six OpenBLAS's threads wait for each other, thirty times as long as one
# of them takes to be done. Processes that are started from here on inherit it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
