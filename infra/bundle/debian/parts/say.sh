# What is said to a person, and how files are written.

say() { printf '%s\n' "$*"; }

# fail VI EN: nothing is changed after it.
fail() {
  printf '\n%s\n%s\n' "$1" "$2" >&2
  exit 1
}

# Commands that change the running system are left out when the files go elsewhere.
system() {
  if [ -n "$ROOT" ]; then say "left out: $*"; else "$@"; fi
}

# put MODE FILE [OWNER]: what stands on the input becomes the file, whole or not at all.
put() {
  mkdir -p "$(dirname "$2")"
  put_new="$2.new.$$"
  rm -f "$2".new.*
  (umask 077 && cat >"$put_new")
  if [ -f "$2" ] && cmp -s "$put_new" "$2"; then
    rm "$put_new"
    return 0
  fi
  chmod "$1" "$put_new"
  [ -n "$ROOT" ] || [ -z "${3:-}" ] || chown "$3" "$put_new"
  mv "$put_new" "$2"
  say "written: ${2#"$ROOT"}"
}

# point LINK NAME: the link leads to NAME from one moment to the next.
point() {
  ln -sfn "$2" "$1.new"
  mv -T "$1.new" "$1"
}

# setting FILE NAME DEFAULT: the value in a file of settings.
setting() {
  setting_value=''
  [ ! -r "$1" ] || setting_value="$(sed -n "s/^$2=\"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" "$1" | tail -n 1)"
  printf '%s' "${setting_value:-$3}"
}
