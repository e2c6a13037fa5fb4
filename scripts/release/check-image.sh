#!/usr/bin/env bash
# Holds an image against what docs/deploy.md says of it: at most 400 MB, not root, no tools for building, nothing that the
# program doesn't run, and it answers without a network.
# usage: scripts/release/check-image.sh docker|podman IMAGE
set -euo pipefail
tool=$1 image=$2
limit=$((400 * 1000 * 1000))

inside() { "$tool" run --rm --network none --entrypoint "$1" "$image" "${@:2}"; }

size=$("$tool" image inspect --format '{{.Size}}' "$image")
echo "bytes: $size"
[ "$size" -le "$limit" ] || { echo "more than $limit bytes" >&2; exit 1; }
user=$(inside /usr/bin/id -u)
[ "$user" != 0 ] || { echo "it runs as root" >&2; exit 1; }
tools=$(inside /bin/sh -c 'for program in gcc make python3 npm npx git; do command -v $program || true; done')
[ -z "$tools" ] || { echo "in it, and for building: $tools" >&2; exit 1; }
unused=$(inside /bin/sh -c 'find /app -name "*.map" -o -name "*.ts" -o -name "*.dylib" -o -name "*.dll" -o -name onnxruntime-web')
[ -z "$unused" ] || { echo "in it, and never run: $unused" >&2; exit 1; }

folder=$(mktemp -d)
echo "The kestrel nests in the tower of Saint Olave." > "$folder/birds.txt"
chmod -R a+rX "$folder"
container=$("$tool" run -d --network none --read-only --tmpfs /tmp --cap-drop ALL -v "$folder:/srv/corpus:ro" \
  -e FOOTNOTE_HOST=127.0.0.1 -e FOOTNOTE_TOKENS= "$image")
trap '"$tool" rm -fv "$container" >/dev/null; rm -rf "$folder"' EXIT
for _ in $(seq 60); do
  state=$("$tool" inspect --format '{{.State.Health.Status}}' "$container")
  [ "$state" = healthy ] && break
  [ "$("$tool" inspect --format '{{.State.Running}}' "$container")" = true ] || break
  sleep 2
done
"$tool" logs "$container"
[ "$state" = healthy ] || { echo "it is $state" >&2; exit 1; }
answer=$("$tool" exec "$container" footnote ask "Where does the kestrel nest?")
echo "$answer"
[[ $answer == *"Saint Olave"* ]] || { echo "that is no answer" >&2; exit 1; }
