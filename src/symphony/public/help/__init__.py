"""Help pages: the front door of prevention. No cookie is set and no look is kept, only counted."""
