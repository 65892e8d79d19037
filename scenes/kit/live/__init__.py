"""What a scene's last picture is made of, described for a browser."""
