# Puts a version beside the others. Nothing that runs is touched.

# Only one installer at a time.
alone() {
  mkdir -p "$ROOT/run"
  exec 9>"$ROOT/run/diem-cau-install.lock"
  flock -n 9 || fail 'Một lần cài đặt khác đang chạy.' 'Another installation is under way.'
}

make_user() {
  [ -n "$ROOT" ] || id diem-cau >/dev/null 2>&1 ||
    useradd --system --user-group --home-dir /var/lib/diem-cau --no-create-home --shell /usr/sbin/nologin diem-cau
  mkdir -p "$OPT"
  chmod 755 "$OPT"
  for folder in "$DATA" "$BACKUPS"; do
    mkdir -p "$folder"
    chmod 700 "$folder"
    [ -n "$ROOT" ] || chown diem-cau:diem-cau "$folder"
  done
}

is_whole() { (cd "$1" && sha256sum --check --quiet --strict SHA256SUMS) >/dev/null 2>&1; }

place_version() {
  # What an interrupted installation has left.
  rm -rf "$OPT"/.new-* "$OPT"/.old-*
  if [ -d "$OPT/$VERSION" ] && is_whole "$OPT/$VERSION"; then
    say "Đã có sẵn / there already: ${OPT#"$ROOT"}/$VERSION"
    return 0
  fi
  new="$OPT/.new-$VERSION"
  cp -R "$HERE/app" "$new"
  chmod -R u=rwX,go=rX "$new"
  [ -n "$ROOT" ] || chown -R root:root "$new"
  is_whole "$new" || fail 'Không ghi được các tệp nguyên vẹn: hãy kiểm tra ổ đĩa. Phiên bản đang chạy không bị đụng đến.' 'The files could not be written whole: look at the disk. What runs was not touched.'
  sync -f "$new" 2>/dev/null || sync
  [ ! -e "$OPT/$VERSION" ] || mv "$OPT/$VERSION" "$OPT/.old-$VERSION"
  mv "$new" "$OPT/$VERSION"
  rm -rf "$OPT/.old-$VERSION"
  say "written: ${OPT#"$ROOT"}/$VERSION"
}

# Versions that nobody would go back to.
remove_others() {
  for folder in "$OPT"/*/; do
    name="$(basename "$folder")"
    case "$name" in
      current | previous | "$(readlink "$OPT/current" || true)" | "$(readlink "$OPT/previous" || true)" | '*') ;;
      *) rm -rf "${OPT:?}/$name" ;;
    esac
  done
}
