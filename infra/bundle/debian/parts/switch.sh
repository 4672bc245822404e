# Which version runs.

# Pages and media must answer within so many seconds.
PATIENCE_S=60

# activate VERSION: units and the link `current` are this version's. Nothing is started anew.
activate() {
  for unit in "$OPT/$1/units"/*; do
    put 644 "$ROOT/etc/systemd/system/$(basename "$unit")" <"$unit"
  done
  now="$(readlink "$OPT/current" || true)"
  [ -z "$now" ] || [ "$now" = "$1" ] || point "$OPT/previous" "$now"
  point "$OPT/current" "$1"
  mkdir -p "$ROOT/usr/local/bin"
  point "$ROOT/usr/local/bin/diem-cau" /opt/diem-cau/current/bin/diem-cau
  let_write
  system systemctl daemon-reload
  role="$(cat "$ETC/role")"
  [ "$role" = media ] || system systemctl enable --quiet diem-cau-signaling.service
  [ "$role" = office ] || system systemctl enable --quiet diem-cau-media.service
  if [ "$role" != media ] && [ "$(setting "$ETC/office.env" DIEM_CAU_TURN 0)" = 1 ]; then
    system systemctl enable --quiet diem-cau-turn.service diem-cau-front.service
  fi
  system systemctl enable --quiet diem-cau.target
}

# let_write: the service may write where its backups go. Of itself a unit knows nothing of the settings.
let_write() {
  folder="$(setting "$ETC/office.env" DIEM_CAU_BACKUP_FOLDER '')"
  extra="$ROOT/etc/systemd/system/diem-cau-signaling.service.d/backup-folder.conf"
  case "$folder/" in
    / | /var/lib/diem-cau/* | /var/backups/diem-cau/*) rm -f "$extra" ;;
    # A disk that is not there keeps the backup away, and not the meetings.
    *) printf '[Service]\nReadWritePaths="-%s"\n' "$folder" | put 644 "$extra" ;;
  esac
}

# apply_settings: after the files in /etc/diem-cau were changed.
apply_settings() {
  let_write
  system systemctl daemon-reload
  start_all || fail 'Chưa chạy được với cài đặt mới: xem "diem-cau logs", sửa, rồi chạy lại.' 'It does not run with these settings: see "diem-cau logs", mend them, and run this again.'
}

# start_all: everything anew. Fails when it does not answer.
start_all() {
  system systemctl restart diem-cau-prepare.service diem-cau.target
  # A media node alone has no pages; it says in its log how it is.
  if [ "$(cat "$ETC/role")" != both ]; then return 0; fi
  system "$OPT/current/bin/diem-cau" health --wait "$PATIENCE_S" --quiet && return 0
  "$OPT/current/bin/diem-cau" health || true
  journalctl --output cat --priority warning --lines 5 --unit diem-cau-prepare --unit diem-cau-media --unit diem-cau-signaling --no-pager || true
  return 1
}

switch_to() {
  before="$(readlink "$OPT/current" || true)"
  if [ -n "$before" ] && [ "$before" != "$1" ] && [ -n "$(ls -A "$DATA")" ]; then
    file="$BACKUPS/before-$1-$(date +%Y%m%dT%H%M%S).tar.zst"
    say "Sao lưu trước khi đổi phiên bản / backup before the change: $file"
    "$OPT/current/bin/diem-cau" backup "$file" >/dev/null ||
      fail 'Không sao lưu được, chưa đổi phiên bản. Phiên bản cũ vẫn chạy.' 'There is no backup, so the version was not changed. The one before runs on.'
  fi
  activate "$1"
  if [ -z "$START" ]; then return 0; fi
  if ! start_all; then
    [ -n "$before" ] && [ "$before" != "$1" ] ||
      fail 'Đã cài nhưng chưa chạy được: xem "diem-cau logs", sửa, rồi chạy lại.' 'It is installed and does not run: see "diem-cau logs", mend it, and run this again.'
    say "Phiên bản mới không chạy, quay lại / the new version does not run, back to $before"
    activate "$before"
    start_all || true
    fail 'Đã quay lại phiên bản trước. Xem "diem-cau logs".' "The version before runs again. See \"diem-cau logs\". The data of before: ${file:-the backups}"
  fi
  remove_others
}

roll_back() {
  before="$(readlink "$OPT/previous" || true)"
  [ -n "$before" ] && [ -d "$OPT/$before" ] && [ "$before" != "$(readlink "$OPT/current" || true)" ] ||
    fail 'Không có phiên bản trước để quay lại.' 'There is no version before to go back to.'
  activate "$before"
  [ -z "$START" ] || start_all || fail 'Phiên bản trước không chạy: xem "diem-cau logs".' 'The version before does not run: see "diem-cau logs".'
  say "Đang chạy / runs: $before"
}

remove_all() {
  system systemctl disable --now --quiet diem-cau.target diem-cau-signaling.service diem-cau-media.service diem-cau-turn.service diem-cau-front.service diem-cau-prepare.service || true
  rm -f "$ROOT"/etc/systemd/system/diem-cau.target "$ROOT"/etc/systemd/system/diem-cau-*.service "$ROOT"/etc/systemd/system/diem-cau-signaling.service.d/backup-folder.conf "$ROOT"/etc/sysctl.d/60-diem-cau.conf
  rm -f "$ROOT/usr/local/bin/diem-cau"
  rm -rf "$OPT" "$ROOT/var/cache/diem-cau-media" "$ROOT/var/cache/diem-cau-signaling"
  system systemctl daemon-reload
  say 'Đã gỡ. Dữ liệu, cài đặt, bản sao lưu còn nguyên / removed; data, settings and backups are where they were:'
  say '    /var/lib/diem-cau  /etc/diem-cau  /var/backups/diem-cau'
}

tell_address() {
  [ "$(cat "$ETC/role")" != media ] || { say 'Nút truyền hình đã cài / the media node is installed.'; return 0; }
  port="${FRONT_PORT:-$(setting "$ETC/office.env" DIEM_CAU_PORT 443)}"
  url="$(setting "$ETC/office.env" DIEM_CAU_PUBLIC_URL '')"
  suffix=":$port"
  [ "$port" != 443 ] || suffix=''
  say ''
  say 'Điểm Cầu đã sẵn sàng / ready:'
  [ -z "$url" ] || say "    $url"
  for address in $(hostname -I 2>/dev/null || true); do
    case "$address" in
      *:*) say "    https://[$address]$suffix" ;;
      *) say "    https://$address$suffix" ;;
    esac
  done
  # Printed once: whoever reads the terminal later has it no more.
  for name in first-admin demo-accounts; do
    file="$DATA/$name.txt"
    [ -f "$file" ] && [ ! -e "$ETC/.$name-told" ] || continue
    say ''
    cat "$file"
    : >"$ETC/.$name-told"
    say "(chỉ in một lần; lưu tại / printed once; kept in ${file#"$ROOT"}, xóa sau khi đổi mật khẩu / remove it when the password is changed)"
  done
}
