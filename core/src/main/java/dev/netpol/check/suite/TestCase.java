// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.check.Explanation;
import dev.netpol.model.PortSet;
import dev.netpol.model.Position;
import dev.netpol.model.Workload;
import java.util.List;
import java.util.Objects;

/** One thing that a test says, and how it is. */
public sealed interface TestCase {

  /** Where the test says it. */
  Position at();

  /** What it says, in one line; may hold text from the file. */
  String title();

  boolean passed();

  /** A connection that should be allowed, or denied. */
  record OfConnection(Expectation expectation, Explanation explanation) implements TestCase {
    public OfConnection {
      Objects.requireNonNull(expectation, "expectation");
      Objects.requireNonNull(explanation, "explanation");
    }

    @Override
    public Position at() {
      return expectation.at();
    }

    @Override
    public String title() {
      return expectation.question().toString();
    }

    @Override
    public boolean passed() {
      return explanation.answer() == expectation.wanted();
    }
  }

  /**
   * That a connection is allowed at every port of every protocol.
   *
   * @param missing where it is not, for some of the pods at least
   */
  record OfEveryPort(ClosedWorld.Listed connection, PortSet missing) implements TestCase {
    public OfEveryPort {
      Objects.requireNonNull(connection, "connection");
      Objects.requireNonNull(missing, "missing");
    }

    @Override
    public Position at() {
      return connection.at();
    }

    @Override
    public String title() {
      return connection.toString();
    }

    @Override
    public boolean passed() {
      return missing.isEmpty();
    }
  }

  /**
   * That nothing is allowed which is not listed.
   *
   * @param trouble why it cannot be told, such as a workload that is not there; else empty
   * @param unlisted what is allowed all the same, by some of the pods at least
   */
  record OfClosedWorld(ClosedWorld world, String trouble, List<Unlisted> unlisted)
      implements TestCase {
    public OfClosedWorld {
      Objects.requireNonNull(world, "world");
      Objects.requireNonNull(trouble, "trouble");
      unlisted = List.copyOf(unlisted);
    }

    @Override
    public Position at() {
      return world.at();
    }

    @Override
    public String title() {
      List<String> names = new java.util.ArrayList<>(world.namespaces());
      world.workloads().forEach(it -> names.add(it.toString()));
      return "nothing else among " + String.join(", ", names);
    }

    @Override
    public boolean passed() {
      return trouble.isEmpty() && unlisted.isEmpty();
    }
  }

  /** Ports that one workload may reach of another. */
  record Unlisted(Workload from, Workload to, PortSet ports) {
    public Unlisted {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(ports, "ports");
    }

    /** {@code dev/web[Deployment] => dev/db[Deployment] : TCP 5432}. */
    @Override
    public String toString() {
      return from + " => " + to + " : " + ports;
    }
  }
}
