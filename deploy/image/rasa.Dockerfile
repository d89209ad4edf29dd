# Rasa 3.6 on Python 3.10 with Dastak's components and its trained model. From the root of the checkout:
#   docker build -f deploy/image/rasa.Dockerfile -t dastak-rasa:0.1.0 .
# Training takes a minute or two, unless models/ holds the model of these sources. Pinned by version: whoever releases
# adds the digest that their registry shows.
FROM python:3.10.19-slim-bookworm AS build
# The compiler stays in this stage. Its version is that of the base image's Debian.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends build-essential && rm -rf /var/lib/apt/lists/* \
    && pip install --no-cache-dir uv==0.13.9
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy
WORKDIR /src
COPY . .
RUN deploy/image/build.sh rasa /src /opt/dastak

FROM python:3.10.19-slim-bookworm
LABEL org.opencontainers.image.title="Dastak's Rasa" org.opencontainers.image.licenses="MIT"
RUN useradd --uid 10001 --no-create-home --home-dir /var/lib/dastak --shell /usr/sbin/nologin dastak \
    && install -d -o dastak -g dastak -m 700 /var/lib/dastak
COPY --from=build /opt/dastak /opt/dastak
ENV HOME=/var/lib/dastak PYTHONUNBUFFERED=1 CUDA_VISIBLE_DEVICES=-1 LOG_LEVEL_LIBRARIES=ERROR OMP_NUM_THREADS=1 \
    PYTHONWARNINGS=ignore RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=3 \
    MALLOC_ARENA_MAX=2 TRACKER_DAYS=30
WORKDIR /opt/dastak
USER 10001:10001
# Needs ACTION_ENDPOINT_URL, ACTION_TOKEN, RASA_TOKEN and TRACKER_REDIS_URL (endpoints.yml, credentials.yml).
EXPOSE 8002
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s CMD ["python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8002/', timeout=5)"]
ENTRYPOINT ["/opt/dastak/rasa_addons/.venv/bin/python"]
CMD ["-m", "rasa_addons.lean", "run", "--model", "models/model.tar.gz", "--endpoints", "endpoints.yml", "--credentials", "credentials.yml", "--interface", "0.0.0.0", "--port", "8002"]
