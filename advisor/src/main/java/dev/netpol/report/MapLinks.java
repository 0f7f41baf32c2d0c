// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.check.Change;
import dev.netpol.check.Vertex;
import dev.netpol.flow.Flow;
import dev.netpol.model.Connection;
import dev.netpol.report.map.Link;
import dev.netpol.report.map.Place;
import dev.netpol.report.map.Tone;

/** What core knows of connections, as it stands on a map. */
public final class MapLinks {
  private MapLinks() {}

  /** A flow. */
  public static Link of(Flow flow, Tone tone, String note, String target) {
    Connection it = flow.connection();
    return new Link(
        Places.of(Party.of(it.from()), ""),
        Places.of(Party.of(it.to()), ""),
        Places.port(it.port(), it.protocol().toString()),
        tone,
        note,
        target);
  }

  /** What a change of policies opens or cuts. */
  public static Link of(Change change, String note, String target) {
    return new Link(
        place(change.edge().from()),
        place(change.edge().to()),
        change.edge().reach().toString(),
        change.kind() == Change.Kind.GAINED ? Tone.GAINED : Tone.LOST,
        note,
        target);
  }

  private static Place place(Vertex end) {
    if (end instanceof Vertex.Pods pods) {
      return Places.of(Party.of(pods.workload()), "");
    }
    return new Place(Place.Kind.OUTSIDE, end.toString(), "", end.toString(), "outside", "");
  }
}
