"""Tables, programmes, dials and numbers in panels of their own."""
