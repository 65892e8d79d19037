"""The error E of a model on data: value, gradient, Hessian, and where it is lowest."""
