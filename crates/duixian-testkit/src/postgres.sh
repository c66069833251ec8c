# Runs one PostgreSQL server for as long as its standard input is open: it ends with the tests that asked for it,
# however they end. Arguments: folder of the binaries, folder of its own, port, more options of the server.
# Says one line, "ready" or what failed.
trap '' INT TERM HUP
bin=$1 folder=$2 port=$3 more=$4
data=$folder/data
end() {
  "$bin/pg_ctl" -D "$data" -m immediate -w stop
  cd / && rm -rf "$folder"
} >/dev/null 2>&1 </dev/null
cd "$folder" || exit 1
if ! "$bin/initdb" -D "$data" --username=duixian --auth=trust --encoding=UTF8 --locale=C --no-sync \
  >"$folder/log" 2>&1 </dev/null; then
  echo "initdb: $(tail -n 3 "$folder/log" | tr '\n' ' ')"
  end
  exit 1
fi
cat >>"$data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
max_connections = 200
$more
END
if ! "$bin/pg_ctl" -D "$data" -l "$folder/log" -w -t 60 start >/dev/null 2>&1 </dev/null; then
  echo "the server: $(tail -n 3 "$folder/log" | tr '\n' ' ')"
  end
  exit 1
fi
echo ready
cat >/dev/null
end
