# Debian's packages that came with the archive (npm run bundle -- FILE --with turn,postgres,redis).

check_parts() {
  for part in $WITH; do
    case "$part" in turn | postgres | redis) ;; *) usage >&2; exit 2 ;; esac
    [ -d "$HERE/debs/$part" ] ||
      fail "Gói này không có phần \"$part\". Hãy tạo gói bằng: npm run bundle -- TỆP --with $part" "This archive has no part \"$part\". Make one: npm run bundle -- FILE --with $part"
    check_pins "$part"
  done
}

# check_pins PART: a package that goes with one version of another comes with it. This machine may have a newer one of that since an update.
check_pins() {
  while read -r package other version; do
    [ -z "$(version_of "$package")" ] || continue
    ! dpkg --compare-versions "$(version_of "$other")" gt "$version" ||
      fail "Máy này có $other $(version_of "$other"), mới hơn gói cài đặt ($version). Hãy tạo lại gói trên một máy Debian đã cập nhật." "This machine has $other $(version_of "$other"), newer than the archive ($version). Make the archive anew on a Debian that is up to date."
  done <"$HERE/debs/$1/PINS"
}

# version_of PACKAGE: '' where it is not installed.
version_of() { dpkg-query --show --showformat '${Version}' "$1" 2>/dev/null || true; }

has_part() { case " $WITH " in *" $1 "*) return 0 ;; *) return 1 ;; esac }

install_parts() {
  [ -n "$WITH" ] || return 0
  # Their services are started by this script, with its settings, and not by their packages. Policies of the administrator's stay.
  policy="$ROOT/usr/sbin/policy-rc.d"
  [ ! -e "$policy" ] || grep -q 'Diem Cau' "$policy" || policy=''
  if [ -n "$policy" ]; then
    mkdir -p "$(dirname "$policy")"
    printf '#!/bin/sh\n# Diem Cau: while it is installed.\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  for part in $WITH; do
    say "Debian: $part"
    system env DEBIAN_FRONTEND=noninteractive dpkg --install --skip-same-version --refuse-downgrade --force-confold "$HERE/debs/$part"/*.deb >"$BACKUPS/dpkg.log" 2>&1 || {
      tail -n 5 "$BACKUPS/dpkg.log" >&2
      [ -z "$policy" ] || rm -f "$policy"
      fail "Không cài được các gói Debian của \"$part\": $BACKUPS/dpkg.log" "The Debian packages of \"$part\" could not be installed: $BACKUPS/dpkg.log"
    }
  done
  [ -z "$policy" ] || rm -f "$policy"
  ! has_part turn || system systemctl disable --now --quiet coturn.service haproxy.service
  ! has_part redis || system systemctl enable --now --quiet redis-server.service
  ! has_part postgres || system systemctl enable --now --quiet postgresql.service
}

# make_database: an own one with an own user. Its address is in $DATABASE then. An office that has its data elsewhere keeps them there.
make_database() {
  DATABASE=''
  has_part postgres || return 0
  if [ -e "$ETC/office.env" ]; then
    [ -n "$(setting "$ETC/office.env" DIEM_CAU_DATABASE '')" ] || say 'PostgreSQL đã cài; chuyển dữ liệu sang / PostgreSQL is there; move the data to it: diem-cau move-store'
    return 0
  fi
  password="$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
  DATABASE="postgres://diemcau:$password@127.0.0.1:5432/diemcau"
  [ -z "$ROOT" ] || return 0
  runuser -u postgres -- psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 >/dev/null <<SQL
do \$\$ begin
  if not exists (select from pg_roles where rolname = 'diemcau') then create role diemcau login; end if;
end \$\$;
alter role diemcau password '$password';
select 'create database diemcau owner diemcau encoding ''UTF8'' locale ''C.UTF-8'' template template0'
  where not exists (select from pg_database where datname = 'diemcau') \gexec
SQL
}
