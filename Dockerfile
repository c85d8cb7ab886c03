# The application. Two of these, a database, a Redis and a proxy stand in compose.yaml.
# Packages and static files are made in the first stage; the second has no compiler, no pip cache and no rights.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements/base.lock /build/base.lock
RUN /venv/bin/pip install --quiet --require-hashes -r /build/base.lock
WORKDIR /waymark
COPY manage.py ./
COPY accounts accounts
COPY config config
COPY operation operation
COPY progress progress
COPY roadmaps roadmaps
COPY templates templates
COPY static static
COPY locale locale
COPY fixtures/roadmaps fixtures/roadmaps
COPY deploy/alive.py deploy/alive.py
RUN DEBUG=false SECRET_KEY=only-to-collect-files ALLOWED_HOSTS=localhost /venv/bin/python manage.py collectstatic --no-input \
    && /venv/bin/python -m compileall -q .

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DEBUG=false BIND=0.0.0.0:8000
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin waymark
COPY --from=build /venv /venv
COPY --from=build /waymark /waymark
WORKDIR /waymark
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["python", "deploy/alive.py"]
STOPSIGNAL SIGTERM
CMD ["python", "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
