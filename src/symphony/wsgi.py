"""Where a web server finds the site that SYMPHONY_SITE names."""

import os

from django.core.wsgi import get_wsgi_application

from symphony.core import standing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "symphony.settings")
standing.check_may_serve(os.environ.get("SYMPHONY_DATABASE_URL", ""))
application = get_wsgi_application()
