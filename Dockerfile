# Two stages: packages are built with what building needs, the image keeps only what running needs.
# Nothing is fetched at run time: the OCR models are inside the locked packages.
FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
RUN python -m venv /opt/scanledger
COPY requirements-run.lock pyproject.toml README.md ./
RUN /opt/scanledger/bin/pip install --require-hashes -r requirements-run.lock
COPY models models
COPY extractor extractor
COPY api api
COPY samples samples
RUN /opt/scanledger/bin/pip install --no-deps .

FROM python:3.11-slim
ENV PATH=/opt/scanledger/bin:$PATH PYTHONUNBUFFERED=1
COPY --from=build /opt/scanledger /opt/scanledger
# Its own folder for data: one that WORKDIR makes would be root's.
RUN useradd --create-home --uid 10001 scanledger && install -d -o scanledger -g scanledger /data
USER scanledger
WORKDIR /data
CMD ["scanledger", "--help"]
