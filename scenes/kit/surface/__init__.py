"""The loss surface: a height field in space, with what lies on it."""
