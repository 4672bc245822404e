# The files in /etc/diem-cau: written once, then the administrator's.

write_settings() {
  mkdir -p "$ETC"
  chmod 755 "$ETC"
  [ -n "$ROLE" ] || ROLE="$(cat "$ETC/role" 2>/dev/null || echo both)"
  if [ -n "$CERT" ]; then
    put 640 "$ETC/tls/cert.pem" root:diem-cau <"$CERT"
    put 640 "$ETC/tls/key.pem" root:diem-cau <"$KEY"
  fi
  [ -z "$SECRET" ] || put 600 "$DATA/sfu-control.secret" diem-cau:diem-cau <"$SECRET"
  [ -e "$ETC/office.env" ] || office_settings | put 640 "$ETC/office.env" root:diem-cau
  [ -e "$ETC/media.env" ] || media_settings | put 640 "$ETC/media.env" root:diem-cau
  # Last: it says that the settings are complete.
  printf '%s\n' "$ROLE" | put 644 "$ETC/role"
  # Media sockets ask for 4 MB of buffer, which the kernel grants up to these.
  put 644 "$ROOT/etc/sysctl.d/60-diem-cau.conf" <<'CONF'
net.core.rmem_max = 4194304
net.core.wmem_max = 4194304
CONF
  system sysctl_now
}

sysctl_now() { /lib/systemd/systemd-sysctl /etc/sysctl.d/60-diem-cau.conf 2>/dev/null || true; }

office_settings() {
  cat <<CONF
# Điểm Cầu: trang, tài khoản, cuộc họp / pages, accounts, meetings. After a change: diem-cau apply
DIEM_CAU_HOST="$HOST"
DIEM_CAU_PORT="$PORT"
DIEM_CAU_DEMO="$DEMO"
CONF
  if [ -n "$FRONT_PORT" ]; then printf 'DIEM_CAU_TURN="1"\nDIEM_CAU_FRONT_PORT="%s"\n' "$FRONT_PORT"; fi
  if [ -n "$DATABASE" ]; then printf 'DIEM_CAU_DATABASE="%s"\n' "$DATABASE"; fi
  if [ -n "$UNIT" ]; then printf 'DIEM_CAU_FIRST_UNIT="%s"\n' "$UNIT"; fi
  if [ -n "$ADDRESS" ]; then
    outside="${FRONT_PORT:-$PORT}"
    suffix=":$outside"
    [ "$outside" != 443 ] || suffix=''
    printf 'DIEM_CAU_PUBLIC_URL="https://%s%s"\n' "$ADDRESS" "$suffix"
  fi
  if [ -n "$CERT" ]; then
    printf 'DIEM_CAU_CERT="/etc/diem-cau/tls/cert.pem"\nDIEM_CAU_KEY="/etc/diem-cau/tls/key.pem"\n'
  fi
}

media_settings() {
  cat <<CONF
# Điểm Cầu: hình và tiếng / pictures and sound. After a change: diem-cau apply
DIEM_CAU_RTC_PORT="$RTC_PORT"
DIEM_CAU_SFU_CONTROL_PORT="$CONTROL_PORT"
DIEM_CAU_WORKERS="auto"
# Behind a router that forwards the media ports, the address outside: DIEM_CAU_ANNOUNCE="203.0.113.7"
CONF
}
