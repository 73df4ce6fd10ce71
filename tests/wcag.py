"""What axe is asked about every page: WCAG 2.2 at level AA."""

WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    # Of whatever passes, axe would otherwise work out every node.
    "resultTypes": ["violations"],
}
