"""The version of the arithmetic: kept with every stored result, so that a later difference can be named.

Belongs here: the number alone. Raise it with every change that can move a figure by a đồng.
"""

ENGINE_VERSION = "3.0"
