# What must be so before anything is changed.

# Free space beside what the version takes, in kB: of /opt, and of the data.
SPARE_KB=204800
DATA_KB=1048576

check_root() {
  [ -n "$ROOT" ] || [ "$(id -u)" = 0 ] || fail 'Hãy chạy bằng quyền root (sudo).' 'Run it as root (sudo).'
}

check_options() {
  for number in "$PORT" "$RTC_PORT" "$CONTROL_PORT"; do
    case "$number" in
      *[!0-9]* | '' | ??????*) fail "Cổng không hợp lệ: $number" "Not a port: $number" ;;
    esac
  done
  case "$ROLE" in '' | office | media | both) ;; *) usage >&2; exit 2 ;; esac
  case "$DEMO" in 0 | 2016 | 2025) ;; *) usage >&2; exit 2 ;; esac
  case "$UNIT" in '' | *?=?*) ;; *) usage >&2; exit 2 ;; esac
  # They stand in quotes in a file of settings.
  case "$UNIT$ADDRESS$HOST" in *'"'* | *'\'* | *"
"*) fail 'Không dùng dấu nháy kép và dấu \ trong tham số.' 'No double quotes and backslashes, please.' ;; esac
  [ -z "$CERT$KEY" ] || { [ -r "$CERT" ] && [ -r "$KEY" ]; } ||
    fail "Không đọc được chứng thư hoặc khóa: $CERT $KEY (cần cả --cert và --key)." "Cannot read certificate or key: $CERT $KEY (--cert and --key go together)."
  [ -z "$SECRET" ] || [ -r "$SECRET" ] || fail "Không đọc được $SECRET" "Cannot read $SECRET"
}

# With TURN the front is what people reach, and signaling is behind it.
choose_ports() {
  FRONT_PORT=''
  if has_part turn; then
    FRONT_PORT="$PORT"
    PORT=8443
  fi
  if [ -e "$ETC/office.env" ]; then
    FRONT_PORT=''
    [ "$(setting "$ETC/office.env" DIEM_CAU_TURN 0)" != 1 ] || FRONT_PORT="$(setting "$ETC/office.env" DIEM_CAU_FRONT_PORT 443)"
  fi
}

check_all() {
  check_backup_folder
  check_machine
  check_version
  check_space
  check_ports
}

# The service sees no home, and a unit's paths have marks of their own.
check_backup_folder() {
  folder="$(setting "$ETC/office.env" DIEM_CAU_BACKUP_FOLDER '')"
  case "$folder/" in
    / | /var/lib/diem-cau/* | /var/backups/diem-cau/*) return 0 ;;
    *[%\"\\]* | /home/* | /root/* | /run/* | /tmp/* | /var/tmp/* | *../*)
      fail "Máy chủ không ghi được vào $folder. Hãy chọn thư mục khác cho DIEM_CAU_BACKUP_FOLDER, ví dụ /srv/sao-luu." "The server cannot write to $folder. Choose another DIEM_CAU_BACKUP_FOLDER, such as /srv/backups." ;;
    /*) ;;
    *) fail "DIEM_CAU_BACKUP_FOLDER phải là đường dẫn đầy đủ, ví dụ /srv/sao-luu: $folder" "DIEM_CAU_BACKUP_FOLDER must be a whole path, such as /srv/backups: $folder" ;;
  esac
  # A disk that is not there just now keeps no other version away.
  [ "$ACTION" != apply ] || [ -n "$ROOT" ] || [ -d "$folder" ] ||
    fail "Không có thư mục $folder. Hãy tạo: install -d -m 700 -o diem-cau -g diem-cau $folder" "There is no folder $folder. Make it: install -d -m 700 -o diem-cau -g diem-cau $folder"
}

check_machine() {
  [ "$(uname -m)" = "$MACHINE" ] ||
    fail "Gói này dành cho máy $MACHINE, máy này là $(uname -m). Hãy dùng gói đúng loại máy." "This archive is for $MACHINE, this machine is $(uname -m). Use the archive for it."
  system_id="$(setting /etc/os-release ID unknown)"
  system_version="$(setting /etc/os-release VERSION_ID 0)"
  [ "$system_id" = debian ] && [ "${system_version%%.*}" -ge "$DEBIAN" ] 2>/dev/null ||
    fail "Cần Debian $DEBIAN trở lên, máy này là $system_id $system_version." "Debian $DEBIAN or later is needed, this is $system_id $system_version."
  [ -n "$ROOT" ] || [ -d /run/systemd/system ] ||
    fail 'Máy này không chạy systemd.' 'systemd does not run on this machine.'
}

# An older version would not know the data of a newer one.
check_version() {
  CURRENT="$(readlink "$OPT/current" || true)"
  [ -n "$CURRENT" ] || return 0
  now="${CURRENT%%-*}"; new="${VERSION%%-*}"
  [ "$(printf '%s\n%s\n' "$now" "$new" | sort -V | tail -n 1)" = "$new" ] ||
    fail "Đang chạy phiên bản mới hơn ($CURRENT). Để quay lại phiên bản trước: --rollback." "A newer version runs ($CURRENT). To go back to the one before: --rollback."
}

# free_kb FOLDER: of the nearest folder that is there.
free_kb() {
  folder="$1"
  while [ ! -d "$folder" ]; do folder="$(dirname "$folder")"; done
  df -Pk "$folder" | awk 'NR == 2 { print $4 }'
}

check_space() {
  needed=$((SIZE_KB + SPARE_KB)); has="$(free_kb "$OPT")"
  [ "$has" -ge "$needed" ] ||
    fail "Ổ đĩa của ${OPT#"$ROOT"} còn $((has / 1024)) MB, cần $((needed / 1024)) MB." "${OPT#"$ROOT"} has $((has / 1024)) MB left, $((needed / 1024)) MB are needed."
  needed=$DATA_KB
  # The backup before another version is as large as the data at most.
  [ -z "$CURRENT" ] || [ ! -d "$DATA" ] || needed=$((needed + $(du -sk "$DATA" | cut -f 1)))
  for folder in "$DATA" "$BACKUPS"; do
    has="$(free_kb "$folder")"
    [ "$has" -ge "$needed" ] ||
      fail "Ổ đĩa của ${folder#"$ROOT"} còn $((has / 1024)) MB, cần $((needed / 1024)) MB." "${folder#"$ROOT"} has $((has / 1024)) MB left, $((needed / 1024)) MB are needed."
  done
}

# is_taken PROTOCOL PORT: somebody listens there (proc_net(5): 0A is a TCP socket that listens).
is_taken() {
  hex="$(printf '%04X' "$2")"
  for family in '' 6; do
    [ -r "/proc/net/$1$family" ] || continue
    awk -v port=":$hex" -v protocol="$1" \
      'NR > 1 && substr($2, length($2) - 4) == port && (protocol == "udp" || $4 == "0A") { found = 1 } END { exit !found }' \
      "/proc/net/$1$family" && return 0
  done
  return 1
}

check_ports() {
  # What runs already has them itself.
  if [ -z "$ROOT" ] && systemctl is-active --quiet diem-cau-prepare.service; then return 0; fi
  role="${ROLE:-$(cat "$ETC/role" 2>/dev/null || echo both)}"
  if [ "$role" != media ]; then
    port="$(setting "$ETC/office.env" DIEM_CAU_PORT "$PORT")"
    is_taken tcp "$port" && port_taken tcp "$port" --port
    if [ -n "$FRONT_PORT" ]; then
      is_taken tcp "$FRONT_PORT" && port_taken tcp "$FRONT_PORT" --port
      is_taken udp 3478 && port_taken udp 3478 DIEM_CAU_TURN_PORT
    fi
  fi
  [ "$role" != office ] || return 0
  first="$(setting "$ETC/media.env" DIEM_CAU_RTC_PORT "$RTC_PORT")"
  workers="$(setting "$ETC/media.env" DIEM_CAU_WORKERS auto)"
  [ "$workers" != auto ] || workers="$(nproc)"
  port="$first"
  while [ "$port" -lt $((first + workers)) ]; do
    for protocol in udp tcp; do
      is_taken "$protocol" "$port" && port_taken "$protocol" "$port" --rtc-port
    done
    port=$((port + 1))
  done
  control="$(setting "$ETC/media.env" DIEM_CAU_SFU_CONTROL_PORT "$CONTROL_PORT")"
  is_taken tcp "$control" && port_taken tcp "$control" --control-port
  return 0
}

port_taken() {
  fail "Cổng $1/$2 đã có chương trình khác dùng. Hãy dừng chương trình đó hoặc chọn cổng khác ($3)." "Port $1/$2 is taken by another program. Stop it, or choose another port ($3)."
}
