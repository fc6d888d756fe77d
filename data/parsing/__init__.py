"""What runs in the child process that opens a file: the standard library and openpyxl alone."""
