"""The settings for tools that read them without a database, such as the type checker."""

from symphony.settings import *
