# What the scripts of this folder share. Source it; the caller has set -euo pipefail.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=${DIALOGA_LOAD_DIR:-$root/target/load}
dialoga=$root/target/release/dialoga
tool=$root/target/release/examples/load
desks=()
cd "$root"

die() { printf '%s\n' "$1" >&2; exit 1; }

need() { # need COMMAND…: from the Debian package of the same name
    local missing=() command
    for command in "$@"; do command -v "$command" >/dev/null || missing+=("$command"); done
    [ ${#missing[@]} = 0 ] && return
    command -v apt-get >/dev/null || die "Please install: ${missing[*]}"
    if [ "$(id -u)" = 0 ]; then apt-get update -qq; apt-get install -y -qq "${missing[@]}" >/dev/null
    else sudo -n apt-get update -qq; sudo -n apt-get install -y -qq "${missing[@]}" >/dev/null; fi || die "Please install: ${missing[*]}"
}

build() {
    printf 'Building the release…\n'
    nice -n 10 cargo build --release --quiet --bin dialoga --example load
    mkdir -p "$data"
}

# Every setting of a desk whose files lie in FOLDER: desk_env FOLDER [DATABASE_URL]
desk_env() {
    export DIALOGA__DATABASE__URL=${2:-sqlite:$1/desk.db} DIALOGA__STORAGE__DIR=$1 DIALOGA__MAIL__FILE_DIR=$1/mail
    export DIALOGA__SECURITY__RATE_LIMITS=false DIALOGA__TELEMETRY__LOG_LEVEL=${DIALOGA_LOAD_LOG:-warn}
}

# Starts a desk in FOLDER on PORT and waits until it is ready; its process is the last of $desks.
start_desk() { # start_desk FOLDER PORT [DATABASE_URL]
    desk_env "$1" "${3:-}"
    DIALOGA__SERVER__BIND=127.0.0.1:$2 DIALOGA__SERVER__PUBLIC_URL=http://127.0.0.1:$2 "$dialoga" serve >>"$1/log" 2>&1 &
    desks+=($!)
    # The first start over much data builds the search index.
    local end=$((SECONDS + 300)) ready=http://127.0.0.1:$2/readyz
    until curl -fs -m 5 -o /dev/null "$ready"; do
        kill -0 "${desks[-1]}" 2>/dev/null || { tail -5 "$1/log" >&2; die "The desk did not start."; }
        [ "$SECONDS" -lt "$end" ] || { tail -5 "$1/log" >&2; die "The desk does not become ready: $(curl -s -m 5 "$ready")"; }
        sleep 0.02
    done
}

# Waits until the last desk rests: what follows from what a tool wrote behind its back (indexes, reminders) is not what is measured.
settle_desk() {
    local before now
    ticks() { awk '{ print $14 + $15 }' "/proc/${desks[-1]}/stat"; }
    before=$(ticks)
    for _ in $(seq 120); do
        sleep 1
        now=$(ticks)
        [ $((now - before)) -gt 5 ] || return 0
        before=$now
    done
    die "The desk finds no rest."
}

stop_desk() { # the last one that was started, or with SIGNAL
    local process=${desks[-1]}
    unset 'desks[-1]'
    kill "${1:--TERM}" "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
}

stop_all() { while [ ${#desks[@]} -gt 0 ]; do stop_desk; done; }

# Those who post, the process $poster, end when the file $work/stop exists; what they say of a failure is the trial's.
end_people() { touch "$work/stop"; local process=$poster; poster=; wait "$process"; }

# When the trial ends early they must not go on without a desk.
stop_people() { [ -z "$poster" ] || kill "$poster" 2>/dev/null || true; }

# The address and password that `dialoga demo` printed for a role: key FOLDER ROLE → "email password"
key() { awk -v role="$2" '$1 == role { print $2, $3 }' "$1/keys"; }

# Accounts with one password: people COUNT PASSWORD [ROLE] (in the environment of a desk)
people() {
    local number role=${3:-requester} name=carico
    [ "$role" = requester ] || name=$role
    for number in $(seq "$1"); do
        printf '%s' "$2" | "$dialoga" user add --email "$name$number@posta.example" --name "Prova $number" --role "$role" --password-stdin >/dev/null
    done
}
