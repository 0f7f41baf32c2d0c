// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Boxes for what is no workload. Addresses that talk to the same boxes on the same ports are one
 * box: a workload that calls three hundred of them would hide everything else. Who calls and who
 * answers stand apart, at opposite ends of a drawing.
 */
final class Outsiders {
  /** Boxes on one side; where there would be more, they stand for what is less alike. */
  private static final int MOST = 16;

  private record Role(Place place, boolean calls) {}

  private record Contact(Object peer, String port, Tone tone) {}

  private final Map<Role, Box> boxes = new HashMap<>();

  Outsiders(List<Link> links) {
    Map<Role, Set<Contact>> contacts =
        new TreeMap<>(
            Comparator.comparing((Role it) -> it.place().id()).thenComparing(Role::calls));
    for (Link link : links) {
      contact(contacts, link, true);
      contact(contacts, link, false);
    }
    for (boolean calls : new boolean[] {true, false}) {
      for (Place.Kind kind : Place.Kind.values()) {
        Map<Role, Set<Contact>> some = new LinkedHashMap<>();
        contacts.forEach(
            (role, its) -> {
              if (role.calls() == calls && role.place().kind() == kind) {
                some.put(role, its);
              }
            });
        fold(some);
      }
    }
  }

  private static void contact(Map<Role, Set<Contact>> into, Link link, boolean calls) {
    Place place = calls ? link.from() : link.to();
    Place peer = calls ? link.to() : link.from();
    if (!place.isWorkload()) {
      into.computeIfAbsent(new Role(place, calls), it -> new HashSet<>())
          .add(new Contact(peer.isWorkload() ? peer.id() : peer.kind(), link.port(), link.tone()));
    }
  }

  private void fold(Map<Role, Set<Contact>> some) {
    Map<Object, List<Role>> alike = group(some, its -> its);
    if (alike.size() > MOST) {
      alike = group(some, its -> new HashSet<>(its.stream().map(Contact::peer).toList()));
    }
    if (alike.size() > MOST) {
      alike = group(some, its -> "");
    }
    for (List<Role> group : alike.values()) {
      Box box = Box.of(group.stream().map(Role::place).toList(), role(group.get(0).calls()));
      group.forEach(role -> boxes.put(role, box));
    }
  }

  private static String role(boolean calls) {
    return calls ? "calls" : "answers";
  }

  private static Map<Object, List<Role>> group(
      Map<Role, Set<Contact>> some, Function<Set<Contact>, Object> key) {
    Map<Object, List<Role>> groups = new LinkedHashMap<>();
    some.forEach(
        (role, its) -> groups.computeIfAbsent(key.apply(its), it -> new ArrayList<>()).add(role));
    return groups;
  }

  /** Of a place in these links, as caller or as who answers. */
  Box box(Place place, boolean calls) {
    if (place.isWorkload()) {
      return Box.of(place, "");
    }
    Box box = boxes.get(new Role(place, calls));
    if (box == null) {
      throw new IllegalArgumentException("not in these links: " + place);
    }
    return box;
  }
}
