#!/usr/bin/env bash
# Run a command with DATABASE_URL leading to a PostgreSQL of its own, made for it and gone after it.
#
#   tests/postgresql.sh .venv/bin/pytest tests/search
#
# Fails when there is no PostgreSQL to start: what it runs was not tested then. The server will not run as root, so
# root hands it to the user postgres or nobody.
set -euo pipefail

bin=""
command -v initdb >/dev/null || bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)/
folder=$(mktemp -d)
server=()
if [ "$(id -u)" = 0 ]; then
    user=postgres
    id -u "$user" >/dev/null 2>&1 || user=nobody
    chown "$user" "$folder"
    server=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups env "HOME=$folder")
fi
cd "$folder" # The other user may not be able to stand where we do.
stop() {
    "${server[@]}" "${bin}pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop || true
    rm -rf "$folder"
}
trap stop EXIT

"${server[@]}" "${bin}initdb" --pgdata="$folder/data" --username=archive --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
# Nothing is kept, so nothing has to be safe on the disk; reached by a socket in the folder alone.
"${server[@]}" "${bin}pg_ctl" --pgdata="$folder/data" --log="$folder/server.log" --silent --wait \
    --options="-c listen_addresses='' -c unix_socket_directories=$folder -c fsync=off -c full_page_writes=off \
    -c synchronous_commit=off -c max_connections=50" start || { cat "$folder/server.log" >&2; exit 1; }
chmod 755 "$folder"

cd "$OLDPWD"
DATABASE_URL="postgresql://archive@/postgres?host=$folder" "$@"
