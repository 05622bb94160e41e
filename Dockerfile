# Candour in a container: built from locked packages, run without root, writes to /data and nowhere else.
#
#   docker build -t candour .
#   docker run --read-only --cap-drop ALL --security-opt no-new-privileges \
#     -v candour:/data -p 127.0.0.1:8000:8000 -e CANDOUR_SECRET candour
#
# The settings are in docs/operations.md. Pin the base images by digest in your own registry.

FROM node:24-bookworm-slim AS browser
WORKDIR /src/browser
COPY browser/package.json browser/package-lock.json browser/.npmrc ./
RUN npm ci --ignore-scripts --no-fund --no-audit
COPY browser/ ./
# What both languages read: the text engine's data and the receipts' words.
COPY service/text/data/ /src/service/text/data/
COPY service/crypto/wordlist.txt /src/service/crypto/
COPY service/static/ /src/service/static/
COPY service/locales/ /src/service/locales/
RUN npm run build

FROM python:3.11-slim-bookworm AS package
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv --without-pip /opt/candour
WORKDIR /src
COPY requirements/run.txt requirements/build.txt requirements/
RUN python -m pip --python /opt/candour/bin/python install --require-hashes -r requirements/run.txt
RUN python -m pip install --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md LICENSE ./
COPY requirements/run.in requirements/
COPY scripts/hatch_build.py scripts/
COPY migrations/ migrations/
COPY service/ service/
COPY --from=browser /src/service/static/built/ service/static/built/
RUN /opt/candour/bin/pybabel -q compile -D candour -d service/locales
# The browser's files are there already: without this the build hook would make them a second time.
RUN HATCH_BUILD_NO_HOOKS=true python -m hatchling build -t wheel -d /tmp/wheel \
    && python -m pip --python /opt/candour/bin/python install --no-deps --no-index /tmp/wheel/*.whl

FROM python:3.11-slim-bookworm
COPY --from=package /opt/candour /opt/candour
RUN mkdir -m 0700 /data && chown 10001:10001 /data
ENV PATH=/opt/candour/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CANDOUR_DATABASE_URL=sqlite:////data/candour.db \
    CANDOUR_HOST=0.0.0.0 \
    CANDOUR_PORT=8000
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"CANDOUR_PORT\"]}/health', timeout=4)"]
CMD ["/bin/sh", "-c", "candour migrate && exec candour serve"]
