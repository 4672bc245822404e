#!/bin/sh
# Makes a Debian 12 computer the PC of a meeting room: after power-on it shows the room's page and nothing else.
# It may be run again at any time: it changes only what is not as it should be.
set -eu

usage() {
  cat <<'TEXT'
Usage: install.sh --url https://OFFICE [options]
  --url URL           address of the office's server
  --cert FILE         certificate (PEM) of the office or its authority, where browsers do not know it
  --packages FOLDER   .deb files to install from, for a computer without a network
  --scale N           device pixels for each pixel of the page: 2 on a TV of 1080 lines, 4 on one of 2160 (2)
  --dry-run           says what would be done, and does nothing
TEXT
}

URL=''; CERT=''; PACKAGES=''; SCALE=2; DRY=''
while [ $# -gt 0 ]; do
  case "$1" in
    --url) URL="$2"; shift 2 ;;
    --cert) CERT="$2"; shift 2 ;;
    --packages) PACKAGES="$2"; shift 2 ;;
    --scale) SCALE="$2"; shift 2 ;;
    --dry-run) DRY=1; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

# DIEM_CAU_ROOM_ROOT: another folder than / to install into, for tests.
ROOT="${DIEM_CAU_ROOM_ROOT:-}"
HERE="$(cd "$(dirname "$0")" && pwd)"
ROOM_USER=diemcau
NEEDED='chromium nodejs xserver-xorg xinit openbox x11-xserver-utils pipewire-pulse wireplumber dbus-user-session libnss3-tools unattended-upgrades fonts-noto-core'

case "$URL" in
  https://*) ;;
  http://localhost* | http://127.0.0.1*) ;;
  *) echo 'install.sh: --url must begin with https://: browsers give no camera otherwise' >&2; exit 2 ;;
esac
case "$SCALE" in
  *[!0-9.]* | '') echo 'install.sh: --scale must be a number' >&2; exit 2 ;;
esac
[ -z "$CERT" ] || [ -r "$CERT" ] || { echo "install.sh: cannot read $CERT" >&2; exit 2; }
[ -n "$DRY" ] || [ -n "$ROOT" ] || [ "$(id -u)" = 0 ] || { echo 'install.sh: run it as root' >&2; exit 2; }

say() { printf '%s\n' "$*"; }
run() {
  if [ -n "$DRY" ]; then say "would run: $*"; else "$@"; fi
}
# Commands that change the running system are left out when the files go elsewhere.
system() {
  if [ -n "$ROOT" ]; then say "left out: $*"; else run "$@"; fi
}
# put MODE FILE: what stands on the input becomes the file, if it is another one yet.
put() {
  mode="$1"; file="$ROOT$2"; new="$(mktemp)"
  cat >"$new"
  if [ -f "$file" ] && cmp -s "$new" "$file"; then rm "$new"; return; fi
  if [ -n "$DRY" ]; then say "would write: $2"; rm "$new"; return; fi
  mkdir -p "$(dirname "$file")"
  install -m "$mode" "$new" "$file"
  rm "$new"
  say "written: $2"
}

missing=''
if [ -z "$ROOT" ]; then
  for package in $NEEDED; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
  done
fi
if [ -n "$missing" ]; then
  if [ -n "$PACKAGES" ]; then
    # shellcheck disable=SC2086 -- a list of files
    run apt-get install -y --no-install-recommends --no-download "$PACKAGES"/*.deb
  else
    run apt-get update
    # shellcheck disable=SC2086 -- a list of names
    run env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
  fi
fi

if [ -z "$ROOT" ] && ! id "$ROOM_USER" >/dev/null 2>&1; then
  run useradd --create-home --shell /usr/sbin/nologin --groups audio,video,input "$ROOM_USER"
fi

put 644 /etc/diem-cau-room.conf <<CONF
DIEM_CAU_ROOM_URL=$URL
DIEM_CAU_ROOM_SCALE=$SCALE
CONF
put 755 /usr/lib/diem-cau-room/session <"$HERE/session"
put 755 /usr/lib/diem-cau-room/update <"$HERE/update"
put 644 /usr/lib/diem-cau-room/openbox.xml <"$HERE/openbox.xml"
put 644 /usr/lib/diem-cau-room/watchdog.mjs <"$HERE/watchdog.mjs"
put 644 /etc/systemd/system/diem-cau-room.service <"$HERE/diem-cau-room.service"
put 644 /etc/systemd/system/diem-cau-room-update.service <"$HERE/diem-cau-room-update.service"
put 644 /etc/systemd/system/diem-cau-room-update.timer <"$HERE/diem-cau-room-update.timer"
put 644 /etc/apt/apt.conf.d/52diem-cau-room <"$HERE/apt.conf"
sed "s|@ORIGIN@|$(printf %s "$URL" | sed -E 's|^(https?://[^/]+).*|\1|')|g" "$HERE/policy.json" |
  put 644 /etc/chromium/policies/managed/diem-cau-room.json

if [ -n "$CERT" ]; then
  put 644 /usr/local/share/ca-certificates/diem-cau.crt <"$CERT"
  system update-ca-certificates
  # Chromium on Linux trusts what is in the user's own store.
  NSS="/home/$ROOM_USER/.pki/nssdb"
  if [ -z "$ROOT" ]; then
    run install -d -m 700 -o "$ROOM_USER" -g "$ROOM_USER" "/home/$ROOM_USER/.pki" "$NSS"
    [ -e "$NSS/cert9.db" ] || run runuser -u "$ROOM_USER" -- certutil -N --empty-password -d "sql:$NSS"
    run runuser -u "$ROOM_USER" -- certutil -A -d "sql:$NSS" -n diem-cau -t C,, -i /usr/local/share/ca-certificates/diem-cau.crt
  fi
fi

# No sleep, whoever asks for it, and no console that goes dark.
for target in sleep suspend hibernate hybrid-sleep; do
  system systemctl mask "$target.target"
done
put 644 /etc/systemd/logind.conf.d/diem-cau-room.conf <"$HERE/logind.conf"
system systemctl daemon-reload
system systemctl set-default graphical.target
system systemctl disable --now apt-daily-upgrade.timer
system systemctl enable diem-cau-room.service diem-cau-room-update.timer
system systemctl restart diem-cau-room.service diem-cau-room-update.timer

say 'Done. In the firmware (BIOS) set "Restore on AC Power Loss" to "Power On": the PC then starts when the power is back.'
