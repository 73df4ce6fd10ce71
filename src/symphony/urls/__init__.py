"""The addresses of the two sites: `public` and `staff`."""
