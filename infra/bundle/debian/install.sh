#!/bin/sh
# Makes a bare Debian the server of an office, without a network, or gives an office another version. Everything is checked before
# anything is changed. It may be run again at any time: it does what is left to do.
set -eu

usage() {
  cat <<'TEXT'
Cách dùng / usage: sh install.sh [options]
  --address NAME      name or address by which people reach the office (this machine's addresses)
  --cert FILE --key FILE  the office's own certificate, PEM (one is made)
  --unit CODE=NAME    topmost unit of a new office ("can-tho=Thành phố Cần Thơ")
  --demo 2016|2025    a demonstration to try, in a new office
  --host ADDRESS      address to listen on (0.0.0.0: all)
  --port N            port of the pages (443)
  --rtc-port N        first media port, UDP and TCP, one for each core (40000)
  --control-port N    control of the media node, on loopback (40900)
  --role office|media|both  what runs on this machine (both)
  --secret FILE       the secret of the other machines, for a machine of its own (one is made)
  --with PARTS        Debian's packages that came along: turn, postgres, redis, with commas between
  --check             checks everything, changes nothing
  --stage             puts this version beside the one that runs, switches nothing
  --no-start          installs, starts nothing
  --apply             takes up what was changed in /etc/diem-cau
  --rollback          back to the version before
  --uninstall         removes programs and units; data, settings and backups stay
TEXT
}

main() {
  ACTION=install; START=1; ADDRESS=''; CERT=''; KEY=''; UNIT=''; DEMO=0; HOST=0.0.0.0; PORT=443; RTC_PORT=40000; CONTROL_PORT=40900; ROLE=''; SECRET=''; WITH=''
  while [ $# -gt 0 ]; do
    case "$1" in
      --check | --stage | --apply | --rollback | --uninstall) ACTION="${1#--}"; shift; continue ;;
      --no-start) START=''; shift; continue ;;
      -h | --help) usage; exit 0 ;;
    esac
    [ $# -ge 2 ] || { usage >&2; exit 2; }
    case "$1" in
      --address) ADDRESS="$2" ;;
      --cert) CERT="$2" ;;
      --key) KEY="$2" ;;
      --unit) UNIT="$2" ;;
      --demo) DEMO="$2" ;;
      --host) HOST="$2" ;;
      --port) PORT="$2" ;;
      --rtc-port) RTC_PORT="$2" ;;
      --control-port) CONTROL_PORT="$2" ;;
      --role) ROLE="$2" ;;
      --secret) SECRET="$2" ;;
      --with) WITH="$(printf '%s' "$2" | tr ',' ' ')" ;;
      *) usage >&2; exit 2 ;;
    esac
    shift 2
  done
  # Another folder than / to install into, for tests.
  ROOT="${DIEM_CAU_ROOT:-}"
  OPT="$ROOT/opt/diem-cau"; ETC="$ROOT/etc/diem-cau"; DATA="$ROOT/var/lib/diem-cau"; BACKUPS="$ROOT/var/backups/diem-cau"
  HERE="$(cd "$(dirname "$0")" && pwd)"

  case "$ACTION" in
    install | check | stage)
      # This comes before any other file is read: it may be half there.
      sums="$(cd "$HERE" && sha256sum --check --quiet --strict SHA256SUMS 2>&1)" || {
        echo 'Gói cài đặt không nguyên vẹn (bị cắt ngắn hoặc bị sửa). Chưa thay đổi gì trên máy. Hãy chép lại gói, giải nén lại.' >&2
        echo 'The archive is not whole (cut short, or changed). Nothing was changed on this machine. Copy it again and unpack it anew.' >&2
        printf '%s\n' "$sums" | head -n 3 >&2
        exit 1
      } ;;
  esac
  . "$HERE/parts/say.sh"
  . "$HERE/parts/checks.sh"
  . "$HERE/parts/debian.sh"
  . "$HERE/parts/place.sh"
  . "$HERE/parts/settings.sh"
  . "$HERE/parts/switch.sh"

  check_root
  case "$ACTION" in
    check | install | stage)
      . "$HERE/VERSION"
      check_options
      check_parts
      choose_ports
      check_all
      [ "$ACTION" != check ] || { say "Mọi thứ đều ổn, chưa thay đổi gì / all is well, nothing was changed: $VERSION"; exit 0; }
      alone
      make_user
      place_version
      if [ "$ACTION" = stage ]; then
        say "Đã đặt sẵn / put beside: $OPT/$VERSION"
        exit 0
      fi
      install_parts
      make_database
      write_settings
      switch_to "$VERSION"
      tell_address ;;
    apply)
      alone
      check_backup_folder
      apply_settings ;;
    rollback)
      alone
      roll_back ;;
    uninstall)
      alone
      remove_all ;;
  esac
}

main "$@"
