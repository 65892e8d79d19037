"""What is said in each scene: the beats of a lesson, and the numbers in their words. No Manim."""
