// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.IpAddress;
import java.util.Objects;
import java.util.Optional;

/** One end of a connection, as a person writes it. */
public sealed interface EndpointName {

  /**
   * Reads {@code namespace/name}, {@code namespace/Kind/name}, {@code namespace/pod@ip} with an
   * IPv6 address in brackets, an IPv4 address, or an IPv6 address in brackets.
   *
   * @throws IllegalArgumentException if it is none of these; the message says what would be
   */
  static EndpointName parse(String text) {
    return EndpointText.endpoint(text);
  }

  /**
   * Pods: those of a workload, or one.
   *
   * @param kind {@code Deployment}, ..., {@code Pod}; missing: whatever has the name
   * @param address only this one of a pod's addresses
   */
  record Pods(String namespace, Optional<String> kind, String name, Optional<IpAddress> address)
      implements EndpointName {
    public Pods {
      Objects.requireNonNull(namespace, "namespace");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(address, "address");
    }

    /** As {@link EndpointName#parse} reads it. */
    @Override
    public String toString() {
      return namespace
          + "/"
          + kind.map(it -> it + "/").orElse("")
          + name
          + address.map(it -> "@" + EndpointText.bracketed(it)).orElse("");
    }
  }

  /** Whoever has this address. */
  record Address(IpAddress ip) implements EndpointName {
    public Address {
      Objects.requireNonNull(ip, "ip");
    }

    /** As {@link EndpointName#parse} reads it. */
    @Override
    public String toString() {
      return EndpointText.bracketed(ip);
    }
  }
}
