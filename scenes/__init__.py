"""The pictures: one module a scene, and the kit that they share."""
