# What serve, test and check share: they source this file, which makes a machine ready for the hall.
# Everything here speaks on stderr, does nothing that is done already, and needs no network the second time.
# shellcheck shell=bash

umask 022
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv="$checkout/.venv"
cd "$checkout" || exit 1
unset PYTHONHOME PYTHONPATH
if [ -t 0 ]; then sudo=sudo; else sudo="sudo -n"; fi # with nobody to type, no password is asked

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
  say "$*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif ! have sudo; then
    say "needs root, and there is no sudo: run this as root: $*"
    return 1
  else
    $sudo "$@"
  fi
}

# install_packages WHY PACKAGE…: one line that says what and why, then apt-get; never removes a package for it.
install_packages() {
  local why=$1 log
  shift
  say "installing $* ($why)"
  have apt-get || {
    say "there is no apt-get here: install it by hand: $*"
    return 1
  }
  log=$(mktemp)
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >"$log" 2>&1 </dev/null || true
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    --no-remove "$@" >>"$log" 2>&1 </dev/null; then
    rm -f "$log"
    return 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
  return 1
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

can_make_venv() { is_new_enough "$1" && "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# first_python TEST: the first Python that passes it.
first_python() {
  local name
  for name in python3.13 python3.12 python3.11 python3; do
    if "$1" "$name"; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  return 1
}

# The name of a Python that can make a virtual environment, installing what it lacks.
choose_python() {
  local name
  first_python can_make_venv && return 0
  if name=$(first_python is_new_enough); then
    [ "$(command -v "$name")" != /usr/bin/python3 ] || name=python3
    install_packages "$name has no venv module" "$name-venv" || return 1
  else
    install_packages "the hall needs Python 3.11 or later" python3 python3-venv || return 1
  fi
  first_python can_make_venv || {
    say "this system's Python is older than 3.11; install a newer one with its venv module"
    return 1
  }
}

fingerprint() { sha256sum <"$1" | cut -d ' ' -f 1; }

# What `ready_venv LOCK` leaves in the stamp: this place, this Python and this lock.
stamp_line() { printf '%s %s %s\n' "$1" "$(fingerprint "$1")" "$checkout"; }

is_stamped() { grep -qsxF "$(stamp_line "$1")" "$venv/.ready" && [ -x "$venv/bin/signage" ]; }

make_venv() {
  local python
  if [ -d "$venv" ]; then
    is_new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1 && return 0
    say "the Python of .venv is gone or too old: making it anew"
    rm -rf "$venv"
  fi
  python=$(choose_python) || return 1
  say "making .venv with $("$python" --version 2>&1)"
  "$python" -m venv "$venv"
}

# The package runs from the checkout: a path file and a command, which take no build and no network.
place_package() {
  local site
  site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))') || return 1
  printf '%s\n' "$checkout" >"$site/signage-checkout.pth"
  cat >"$venv/bin/signage" <<COMMAND
#!/bin/sh
'''exec' "$venv/bin/python" "\$0" "\$@"
' '''
import sys

from signage.cli import main

sys.exit(main())
COMMAND
  chmod 755 "$venv/bin/signage"
}

install_lock() {
  say "installing the Python packages of $1"
  "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input \
    --only-binary :all: --require-hashes -r "$1" >&2 </dev/null || {
    say "the packages of $1 could not be installed; the first start needs a network"
    return 1
  }
}

# ready_venv LOCK [LOCK IT ALSO SATISFIES]: .venv holds the lock and the package.
ready_venv() {
  is_stamped "$1" && "$venv/bin/python" -c '' >/dev/null 2>&1 && return 0
  (
    flock 9 # two scripts at once: the second waits and finds it done
    is_stamped "$1" && "$venv/bin/python" -c '' >/dev/null 2>&1 && exit 0
    make_venv && install_lock "$1" && place_package || exit 1
    for lock in "$@"; do stamp_line "$lock"; done >"$venv/.ready"
  ) 9<"$checkout"
}

ready_to_serve() { ready_venv requirements.lock || die "not ready to serve"; }

ready_to_check() { ready_venv requirements-dev.lock requirements.lock || die "not ready to check"; }

# Tried once: a hall without a player still shows its calls, and a start must not wait for a network.
ready_player() {
  have pw-play || have paplay || have aplay || {
    if [ ! -e "$venv/.player-tried" ]; then
      touch "$venv/.player-tried"
      install_packages "plays the calls on the sound card" alsa-utils && return 0
    fi
    say "no sound player here (pw-play, paplay or aplay): calls are shown, and said only by screens"
  }
}

# Playwright's own runtime, which its package carries, wants a library that a small system lacks.
ready_playwright() {
  local driver
  driver=$("$venv/bin/python" -c 'from playwright._impl._driver import compute_driver_executable as driver
print(driver()[0])') || return 1
  "$driver" --version >/dev/null 2>&1 || install_packages "Playwright runs on it" libatomic1 libstdc++6
}

# Chromium without its windows, packed beside it: a page of it takes a fifth of the work. Nice to have.
ready_headless() {
  have chromium-headless-shell || ! have chromium || ! apt-cache show chromium-headless-shell >/dev/null 2>&1 ||
    install_packages "the browser tests take half as long with it" chromium-headless-shell ||
    say "no chromium-headless-shell: the browser tests drive chromium, and take longer"
}

# Debian packs Chromium; elsewhere Playwright brings its own.
ready_chromium() {
  have "${SIGNAGE_CHROMIUM:-chromium}" && return 0
  if ! apt-cache show chromium >/dev/null 2>&1; then
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null 2>&1 </dev/null || true
  fi
  if apt-cache show chromium >/dev/null 2>&1; then
    install_packages "the browser tests drive it" chromium && return 0
  fi
  SIGNAGE_CHROMIUM=$("$venv/bin/python" -c 'from playwright.sync_api import sync_playwright as start
with start() as play: print(play.chromium.executable_path)') || return 1
  if [ ! -x "$SIGNAGE_CHROMIUM" ]; then
    say "installing Chromium with Playwright (the browser tests drive it)"
    "$venv/bin/python" -m playwright install --with-deps chromium >&2 </dev/null || return 1
  fi
  export SIGNAGE_CHROMIUM
}

ready_to_test() {
  ready_to_check
  ready_playwright || say "Playwright does not run: the browser tests can't either"
  ready_chromium || say "no Chromium: the browser tests can't run"
  ready_headless
  if ! have pulseaudio || ! have pactl || ! have parec; then
    install_packages "the sound tests record a null sink" pulseaudio pulseaudio-utils ||
      say "no PulseAudio: the sound tests can't run"
  fi
  have systemd-analyze || install_packages "the tests weigh the systemd unit" systemd ||
    say "no systemd-analyze: the unit is not weighed"
  have ffmpeg || install_packages "the media tests make videos" ffmpeg ||
    say "no ffmpeg: the tests of videos can't run"
  have faketime || install_packages "the clock tests turn the clock" faketime ||
    say "no faketime: the clock tests can't run"
}
