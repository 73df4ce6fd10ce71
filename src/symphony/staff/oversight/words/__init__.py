"""The list of words that alert: read, tried, edited, and every list that was in use."""
