# Every process of Dastak but Rasa: one image, which process is its command. From the root of the checkout:
#   docker build -f deploy/image/app.Dockerfile -t dastak-app:0.1.0 .
# Pinned by version: whoever releases adds the digest that their registry shows (FROM python:3.11.7-slim-bookworm@sha256:…).
FROM node:24.11.0-bookworm-slim AS front
WORKDIR /src
COPY deploy/image/build.sh /build.sh
COPY frontend frontend
COPY bot bot
RUN /build.sh front /src

FROM python:3.11.14-slim-bookworm AS build
RUN pip install --no-cache-dir uv==0.13.9
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy
WORKDIR /src
COPY . .
COPY --from=front /src/bot/console/static bot/console/static
COPY --from=front /src/bot/simulator/static bot/simulator/static
RUN deploy/image/build.sh app /src /opt/dastak

FROM python:3.11.14-slim-bookworm
LABEL org.opencontainers.image.title="Dastak" org.opencontainers.image.licenses="MIT"
RUN useradd --uid 10001 --no-create-home --home-dir /var/lib/dastak --shell /usr/sbin/nologin dastak \
    && install -d -o dastak -g dastak -m 700 /var/lib/dastak
COPY --from=build /opt/dastak /opt/dastak
ENV VAR_DIR=/var/lib/dastak HOME=/var/lib/dastak LOG_FORMAT=json PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MALLOC_ARENA_MAX=2
WORKDIR /opt/dastak
USER 10001:10001
VOLUME /var/lib/dastak
# web and live; the other processes have a health check of their own beside their command.
EXPOSE 8000 8005
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["/opt/dastak/.venv/bin/dastak", "process", "web", "--alive"]
ENTRYPOINT ["/opt/dastak/.venv/bin/dastak"]
CMD ["process", "web", "--host", "0.0.0.0"]
