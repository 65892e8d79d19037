"""What a teacher would say of a lesson: what is wrong with the descent, and what to type."""
