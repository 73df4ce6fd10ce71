"""Each child made safe, each family helped."""
