"""What a descent draws into the pictures: points, arrows, tangents, paths."""
