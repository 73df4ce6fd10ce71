"""The parts of the decide page: what is suggested and why, what is asked, what is decided."""
