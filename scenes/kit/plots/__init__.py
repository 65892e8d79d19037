"""Pictures with axes: the data, and the error over parameters or steps."""
