"""What is said in each scene: which beats a lesson has, and the numbers in their words. No Manim here."""
