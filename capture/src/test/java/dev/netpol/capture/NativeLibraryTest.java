// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {

  @Test
  void another_system_is_told_so() {
    assertThat(NativeLibrary.load("Mac OS X", "aarch64"))
        .contains("capturing needs Linux, and this is Mac OS X");
  }

  @Test
  void another_processor_is_told_so() {
    assertThat(NativeLibrary.load("Linux", "s390x"))
        .contains("this build has no native part for linux-s390x");
  }

  @Test
  void a_damaged_library_is_not_loaded() throws Exception {
    assertThat(NativeLibrary.load("damaged".getBytes(UTF_8), "0123  libnetpol.so\n"))
        .contains("the native library is damaged: its checksum is not that of the build");
  }

  @Test
  void says_what_to_do_about_what_the_loader_says() {
    Path folder = Path.of("/tmp/netpol-1");
    assertThat(
            NativeLibrary.explain(
                "/tmp/netpol-1/libnetpol.so: libbpf.so.1: cannot open shared object file: No such"
                    + " file or directory",
                folder))
        .isEqualTo("libbpf.so.1 is missing: install libbpf 1.x (Debian: libbpf1)");
    assertThat(
            NativeLibrary.explain(
                "/tmp/netpol-1/libnetpol.so: failed to map segment from shared object", folder))
        .isEqualTo(
            "libraries cannot be loaded from /tmp, which is mounted noexec: set"
                + " -Djava.io.tmpdir");
    assertThat(NativeLibrary.explain("odd", folder))
        .isEqualTo("the native library does not load: odd");
  }
}
