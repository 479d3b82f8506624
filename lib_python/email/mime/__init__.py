"""Messages of the various types of MIME, to be made by programs (library reference 19.1.5)."""
