#!/bin/sh
# Lays out what an image holds: build.sh PART SOURCE TARGET. The Dockerfiles run it, and so does try.sh without any engine.
#   front  the pages' scripts and styles, into SOURCE/bot
#   app    every process but Rasa, with an environment of its own
#   rasa   Rasa 3.6 on Python 3.10 with the model, trained here unless SOURCE/models has that of these sources
# Needs uv (app, rasa) or npm (front) on the PATH, and Python 3.11 (app) or 3.10 (rasa; RASA_PYTHON names one).
set -eu
compile=${COMPILE---compile-bytecode} # COMPILE= leaves it to the first start
part=$1 source=$(cd "$2" && pwd) target=${3:-}
if [ -n "$target" ]; then
    mkdir -p "$target"
    target=$(cd "$target" && pwd)
fi

take() { # what is there by these names, without what was made by running it
    for name in "$@"; do
        (cd "$source" && tar -cf - --exclude=__pycache__ --exclude=.venv "$name") | tar -xf - -C "$target"
    done
}

case $part in
front)
    cd "$source/frontend"
    npm ci --no-audit --no-fund
    npm run build
    ;;
app)
    # Of Rasa no more than its own files: the wheel is made of them too.
    take bot actions lexicon migrations data rasa_addons config.yml domain.yml endpoints.yml credentials.yml webhook_server.py pyproject.toml uv.lock .python-version README.md LICENSE
    cd "$target"
    uv sync --frozen --quiet --no-dev $compile --python 3.11
    .venv/bin/python -m compileall -q -j 0 bot actions lexicon migrations
    ;;
rasa)
    take rasa_addons lexicon data config.yml domain.yml endpoints.yml credentials.yml
    mkdir -p "$target/models"
    cd "$target/rasa_addons"
    uv sync --frozen --quiet $compile --python "${RASA_PYTHON:-3.10}"
    cd "$target"
    name=$(PYTHONPATH=$source python3 -c 'import sys; from pathlib import Path; from bot.running.fingerprints import fingerprint; print(fingerprint(Path(sys.argv[1])))' "$target")
    if [ -f "$source/models/$name.tar.gz" ]; then
        cp "$source/models/$name.tar.gz" "models/$name.tar.gz"
    else
        CUDA_VISIBLE_DEVICES=-1 RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=3 \
            rasa_addons/.venv/bin/python -m rasa_addons.lean train --out models --fixed-model-name "$name" --skip-validation
    fi
    cp "models/$name.tar.gz" models/model.tar.gz
    ;;
*)
    echo "build.sh: no part named $part" >&2
    exit 2
    ;;
esac
