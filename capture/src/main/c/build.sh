#!/bin/sh
# SPDX-FileCopyrightText: The Network Policy Advisor authors
# SPDX-License-Identifier: Apache-2.0
#
# Builds the native part of capture.jar: build.sh WORK CLASSES
# Without the tools it says what is missing and leaves the native part out; Java still builds.
#   JAVA_HOME   whose jni.h is used
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
bpf=$here/../../../../bpf
work=$1
case $(uname -m) in
  aarch64) resources=$2/META-INF/native/linux-aarch_64 ;;
  *) resources=$2/META-INF/native/linux-$(uname -m) ;;
esac
PATH=$PATH:/usr/sbin # bpftool

missing=
for tool in clang bpftool make realpath sha256sum; do
  command -v "$tool" >/dev/null || missing="$missing $tool"
done
[ -f /usr/include/bpf/libbpf.h ] || missing="$missing libbpf-dev"
[ -f "${JAVA_HOME:-}/include/jni.h" ] || missing="$missing jni.h"
if [ -n "$missing" ]; then
  rm -rf "$resources"
  echo "capture: the native part is left out, missing:$missing"
  exit 0
fi

mkdir -p "$work" "$resources"
# Relative, because a name with a space in it means two files to make.
make -s -C "$bpf" OUT="$(realpath --relative-to="$bpf" "$work")"
if [ ! -f "$work/libnetpol.so" ] || [ -n "$(find "$here" "$bpf" "$work/tcpconnect.skel.h" -newer "$work/libnetpol.so")" ]; then
  cd "$here"
  clang -pthread -shared -fPIC -O2 -std=gnu11 -Wall -Wextra -Werror -fvisibility=hidden -D_FORTIFY_SOURCE=2 \
    -I"$bpf" -I"$work" -I"$JAVA_HOME/include" -I"$JAVA_HOME/include/linux" *.c -o "$work/libnetpol.so" \
    -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed,--build-id=none -lbpf
fi
cp "$work/libnetpol.so" "$work/tcpconnect.bpf.o" "$resources"
(cd "$resources" && sha256sum libnetpol.so tcpconnect.bpf.o >sha256sums)
