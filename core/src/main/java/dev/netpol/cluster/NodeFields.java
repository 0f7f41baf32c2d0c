// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A core/v1 Node. */
final class NodeFields extends ObjectFields {
  private final List<IpAddress> internal = new ArrayList<>();
  private final List<IpAddress> external = new ArrayList<>();
  private final Set<Cidr> podCidrs = new LinkedHashSet<>();

  @Override
  void field(String name, Tokens in) throws IOException {
    switch (name) {
      case "spec" -> in.object(field -> spec(field, in));
      case "status" -> in.object(field -> status(field, in));
      default -> in.skip();
    }
  }

  private void spec(String field, Tokens in) throws IOException {
    switch (field) {
      case "podCIDR" -> in.cidr().ifPresent(podCidrs::add);
      case "podCIDRs" -> in.list(() -> in.cidr().ifPresent(podCidrs::add));
      default -> in.skip();
    }
  }

  private void status(String field, Tokens in) throws IOException {
    if (field.equals("addresses")) {
      in.list(() -> address(in));
    } else {
      in.skip();
    }
  }

  private void address(Tokens in) throws IOException {
    String[] texts = {"", ""};
    Position[] at = {in.position()};
    in.object(
        field -> {
          switch (field) {
            case "type" -> texts[0] = in.text();
            case "address" -> {
              at[0] = in.position();
              texts[1] = in.text();
            }
            default -> in.skip();
          }
        });
    // Hostname and DNS entries may hold an address too, but it is one of these.
    if (texts[0].equals("InternalIP")) {
      in.problems().address(at[0], "address", texts[1]).ifPresent(internal::add);
    } else if (texts[0].equals("ExternalIP")) {
      in.problems().address(at[0], "address", texts[1]).ifPresent(external::add);
    }
  }

  @Override
  boolean annotated() {
    return true;
  }

  @Override
  void commit(Facts facts, Change change) {
    facts.node(
        new RawNode(
            meta.name,
            meta.labels,
            internal,
            external,
            List.copyOf(podCidrs),
            meta.annotations,
            change.origin()),
        stated(change));
  }
}
