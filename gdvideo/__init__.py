"""The command line: from a data file to a film, its clips and their side-cars."""
