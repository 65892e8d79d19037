"""What is said and when: words, numbers, the timeline. No Manim here."""
