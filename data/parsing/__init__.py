"""What runs in the child process that opens a file: the standard library and openpyxl alone.

Belongs here: bytes into rows of text, with limits on everything. Does not: words for people, what a column means, or any
import from the rest of the house (tests/test_architecture.py).
"""
