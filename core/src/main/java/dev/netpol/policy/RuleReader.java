// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Cidr;
import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.PortRange;
import dev.netpol.model.Position;
import dev.netpol.model.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Decodes, defaults and validates rules (pkg/apis/networking/validation and v1/defaults.go). */
final class RuleReader {

  private final Problems problems;

  RuleReader(Problems problems) {
    this.problems = problems;
  }

  /** A rule, as far as it is valid; whether it is stands in the problems. */
  Rule read(Tree tree, Direction direction, FieldPath path) {
    if (tree instanceof Tree.Null) {
      problems.warning(
          "null-rule",
          tree.at(),
          path + ": an empty rule, which allows everything",
          "write {} if that is meant, else remove the item");
    }
    String peers = direction == Direction.INGRESS ? "from" : "to";
    Fields fields = Fields.of(tree, path, problems, List.of(peers, "ports"));
    List<Port> ports = new ArrayList<>();
    List<Tree> portItems = fields.list("ports");
    for (int i = 0; i < portItems.size(); i++) {
      port(portItems.get(i), path.child("ports").index(i)).ifPresent(ports::add);
    }
    List<Peer> peerList = new ArrayList<>();
    List<Tree> peerItems = fields.list(peers);
    for (int i = 0; i < peerItems.size(); i++) {
      peer(peerItems.get(i), path.child(peers).index(i)).ifPresent(peerList::add);
    }
    return new Rule(peerList, ports, tree.at());
  }

  private Optional<Port> port(Tree tree, FieldPath path) {
    Fields fields = Fields.of(tree, path, problems, List.of("port", "protocol", "endPort"));
    // TCP only: {port: 53} does not open UDP (SetDefaults_NetworkPolicyPort).
    Optional<Tree.Text> written = fields.text("protocol");
    Optional<Protocol> protocol =
        written.isEmpty()
            ? Optional.of(Protocol.TCP)
            : Arrays.stream(Protocol.values())
                .filter(it -> it.name().equals(written.get().value()))
                .findFirst();
    if (protocol.isEmpty()) {
      fields.invalid(
          "not-supported",
          path.child("protocol"),
          written.get().at(),
          written.get().value(),
          "the protocols are TCP, UDP, SCTP");
    }
    Optional<Tree> port = fields.value("port");
    Optional<Integer> endPort = fields.integer("endPort");
    if (port.isEmpty() || port.get() instanceof Tree.Text) {
      endPort.ifPresent(
          end ->
              endPort(
                  fields,
                  end,
                  port.isEmpty()
                      ? "should not be there without port"
                      : "should not be there with a named port"));
      Optional<Port> named = port.flatMap(it -> named(fields, (Tree.Text) it, protocol));
      return port.isEmpty() ? protocol.map(Port.AnyPort::new) : named;
    }
    return numbered(fields, port.get(), endPort, protocol);
  }

  private static Optional<Port> named(Fields fields, Tree.Text name, Optional<Protocol> protocol) {
    Optional<String> broken = ApiNames.port(name.value());
    if (broken.isPresent()) {
      fields
          .problems()
          .error(
              "invalid",
              name.at(),
              fields.path("port") + " " + Quote.of(name.value()) + ": " + broken.get(),
              name.value().matches("[0-9]{1,5}") ? "remove the quotes to mean the number" : "");
      return Optional.empty();
    }
    return protocol.map(it -> new Port.Named(it, name.value()));
  }

  private static Optional<Port> numbered(
      Fields fields, Tree port, Optional<Integer> endPort, Optional<Protocol> protocol) {
    Optional<Integer> first = Fields.integer(port);
    if (first.isEmpty()) {
      Fields.decode(fields.problems(), fields.path("port"), port, "an integer or a port name");
      return Optional.empty();
    }
    boolean valid = true;
    if (!PortRange.ALL.contains(first.get())) {
      fields.invalid(
          "invalid", fields.path("port"), port.at(), first.get().toString(), "should be 1-65535");
      valid = false;
    }
    int last = endPort.orElse(first.get());
    if (last < first.get()) {
      valid = endPort(fields, last, "should not be less than port");
    }
    if (endPort.isPresent() && !PortRange.ALL.contains(last)) {
      valid = endPort(fields, last, "should be 1-65535");
    }
    return valid
        ? protocol.map(it -> new Port.Numbered(it, new PortRange(first.get(), last)))
        : Optional.empty();
  }

  private static boolean endPort(Fields fields, int value, String rule) {
    Position at = fields.value("endPort").map(Tree::at).orElse(fields.at());
    fields.invalid("invalid", fields.path("endPort"), at, Integer.toString(value), rule);
    return false;
  }

  private Optional<Peer> peer(Tree tree, FieldPath path) {
    Fields fields =
        Fields.of(tree, path, problems, List.of("podSelector", "namespaceSelector", "ipBlock"));
    Optional<LabelSelector> pods = selector(fields, "podSelector");
    Optional<LabelSelector> namespaces = selector(fields, "namespaceSelector");
    Optional<Tree> block = fields.value("ipBlock");
    Optional<Peer> blockPeer = block.flatMap(value -> ipBlock(value, path.child("ipBlock")));
    if (block.isPresent() && (pods.isPresent() || namespaces.isPresent())) {
      fields.wrong("forbidden", path, tree.at(), "should not have both ipBlock and another peer");
      return Optional.empty();
    }
    if (block.isPresent()) {
      return blockPeer;
    }
    if (pods.isEmpty() && namespaces.isEmpty()) {
      if (tree instanceof Tree.Mapping || tree instanceof Tree.Null) {
        fields.wrong(
            "required", path, tree.at(), "should have podSelector, namespaceSelector or ipBlock");
      }
      return Optional.empty();
    }
    return Optional.of(new Peer.Pods(pods, namespaces));
  }

  private Optional<LabelSelector> selector(Fields fields, String name) {
    return fields.value(name).map(it -> SelectorReader.read(it, fields.path(name), problems));
  }

  private Optional<Peer> ipBlock(Tree tree, FieldPath path) {
    Fields fields = Fields.of(tree, path, problems, List.of("cidr", "except"));
    Optional<Tree.Text> text = fields.text("cidr");
    if (text.isEmpty() || text.get().value().isEmpty()) {
      Position at = text.map(Tree::at).orElse(tree.at());
      if (fields.value("cidr").isEmpty() || text.isPresent()) {
        fields.wrong("required", path.child("cidr"), at, "should be there");
      }
      return Optional.empty();
    }
    Optional<Cidr> cidr = cidr(fields, text.get(), path.child("cidr"));
    List<Cidr> excepts = new ArrayList<>();
    List<Tree> items = fields.list("except");
    for (int i = 0; i < items.size(); i++) {
      FieldPath at = path.child("except").index(i);
      Tree.Text item = Fields.element(items.get(i), at, problems);
      Optional<Cidr> except = cidr(fields, item, at);
      if (cidr.isPresent() && except.isPresent()) {
        if (cidr.get().contains(except.get()) && !cidr.get().equals(except.get())) {
          excepts.add(except.get());
        } else {
          fields.invalid(
              "invalid", at, item.at(), item.value(), "should be a part of cidr, and smaller");
        }
      }
    }
    return cidr.map(it -> new Peer.IpBlock(it, excepts));
  }

  private Optional<Cidr> cidr(Fields fields, Tree.Text text, FieldPath path) {
    Optional<CidrText> parsed = CidrText.parse(text.value());
    if (parsed.isEmpty()) {
      fields.invalid(
          "invalid",
          path,
          text.at(),
          text.value(),
          "should be a CIDR, such as 10.0.0.0/8 or 2001:db8::/32");
    }
    parsed
        .flatMap(CidrText::complaint)
        .ifPresent(
            complaint ->
                problems.warning(
                    "strict-cidr",
                    text.at(),
                    path
                        + " "
                        + Quote.of(text.value())
                        + ": "
                        + complaint
                        + ", which Kubernetes 1.36 and later refuse",
                    "write " + parsed.get().cidr()));
    return parsed.map(CidrText::cidr);
  }
}
