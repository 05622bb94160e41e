"""The commands of the shell `candour`: one file each, each a thin layer over domain and jobs."""
