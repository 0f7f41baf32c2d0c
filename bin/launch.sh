# SPDX-FileCopyrightText: The Network Policy Advisor authors
# SPDX-License-Identifier: Apache-2.0
#
# Shared by the launchers: which Java, and a jar that is not older than its sources. In:
#   root           the repository
#   program        its name, which is also its module's
#   sources        what it is built from: paths below root, separated by spaces
#   build          never: run what is built, without looking at the sources
#   skip           the option of Maven for a build without tests; if it is not set, they are compiled all the same
# Out: java, the file to run; real, without links; release, what tells its version; jar.

fail() {
  printf '%s: error: %s\n' "$program" "$1" >&2
  printf '  hint: %s\n' "$2" >&2
  exit 2
}

jar=$root/$program/target/$program.jar

# Which Java. Its release file tells the version without starting it.
if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
  [ -x "$java" ] || fail "JAVA_HOME is \"$JAVA_HOME\", which has no bin/java" \
    "set JAVA_HOME to a JDK 17 or newer, or unset it to use java on the PATH"
else
  java=$(command -v java) || fail "java not found" "install a JDK 17 or newer, or set JAVA_HOME"
fi
real=$(readlink -f -- "$java" 2>/dev/null || printf '%s' "$java")
release=${real%/bin/java}/release
version=
if [ -r "$release" ]; then
  while IFS='=' read -r name value; do
    if [ "$name" = JAVA_VERSION ]; then
      version=${value#\"}
      version=${version%\"}
    fi
  done <"$release"
fi
if [ -z "$version" ]; then
  release=$java
  version=$("$java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p')
fi
major=${version%%[!0-9]*}
[ "${major:-0}" -ge 17 ] || fail "$java is Java ${version:-of unknown version}; 17 or newer is needed" \
  "set JAVA_HOME to a JDK 17 or newer"

stale() {
  [ ! -f "$jar" ] || [ -n "$(cd "$root" &&
    # shellcheck disable=SC2086  # a list
    find pom.xml $sources -newer "$jar" -print -quit)" ]
}

make_jar() {
  command -v mvn >/dev/null || fail "mvn not found, and $jar is missing or older than its sources" \
    "install Maven 3.8.7 or newer"
  mkdir -p "$root/$program/target"
  (
    # Two first runs at once: one builds, the other waits and finds the jar.
    if command -v flock >/dev/null; then flock 9; fi
    if stale; then
      echo "$program: building, once ..." >&2
      log=$root/$program/target/build.log
      if ! mvn -B -q -f "$root/pom.xml" -pl "$program" -am package "${skip:--DskipTests}" \
        9>&- >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        exit 2
      fi
      touch "$jar"
    fi
  ) 9>"$root/$program/target/build.lock" ||
    fail "the build failed" "its messages stand above; bin/$program runs: mvn -pl $program -am package"
}

if [ ! -f "$jar" ] ||
  { [ "$build" != never ] && [ -d "$root/$program/src/main" ] && stale; }; then
  make_jar
fi
