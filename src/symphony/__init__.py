"""Symphony: from a report that a child may be being abused online to the child made safe."""
