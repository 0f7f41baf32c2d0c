// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Client and server of an alert, and which of the two was watched. A rule may print them as such,
 * as {@code fd.name}, or as the local and the remote end.
 */
final class FalcoEnds {

  /** {@code client:port->server:port}; a port is behind the last colon. */
  private static final Pattern NAME =
      Pattern.compile(
          "\\[?([0-9a-fA-F.:]{2,45}?)]?:(\\d{1,5})->\\[?([0-9a-fA-F.:]{2,45}?)]?:(\\d{1,5})");

  /** An address, empty where it is not told, with a port, 0 likewise. */
  record End(String address, long port) {

    boolean isEmpty() {
      return address.isEmpty();
    }

    /** This, with what it lacks from the other one. */
    private End or(String otherAddress, String otherPort) {
      return new End(
          isEmpty() ? otherAddress : address, port > 0 ? port : Long.parseLong(otherPort));
    }

    private boolean isSameAs(End other) {
      boolean ports = port <= 0 || other.port <= 0 || port == other.port;
      return !isEmpty() && ports && address.equals(other.address);
    }
  }

  private final FalcoRecords records;
  private End local = new End("", 0);
  private End remote = new End("", 0);
  private End client = new End("", 0);
  private End server = new End("", 0);
  private @Nullable Side side;

  FalcoEnds(FalcoRecords records) {
    this.records = records;
  }

  /** Takes them from the record that was read last. */
  void read() {
    local = end(FalcoRecords.Key.LOCAL, FalcoRecords.Key.LOCAL_PORT);
    remote = end(FalcoRecords.Key.REMOTE, FalcoRecords.Key.REMOTE_PORT);
    client = end(FalcoRecords.Key.CLIENT, FalcoRecords.Key.CLIENT_PORT);
    server = end(FalcoRecords.Key.SERVER, FalcoRecords.Key.SERVER_PORT);
    Matcher name = NAME.matcher(records.given(FalcoRecords.Key.NAME));
    if (name.matches()) {
      client = client.or(name.group(1), name.group(2));
      server = server.or(name.group(3), name.group(4));
    }
    side = watched();
    if (side != null && client.isEmpty() && server.isEmpty()) {
      watched(side);
    }
  }

  private End end(FalcoRecords.Key address, FalcoRecords.Key port) {
    return new End(records.given(address), records.values.number(port, 0));
  }

  private @Nullable Side watched() {
    String type = records.given(FalcoRecords.Key.EVENT);
    if (type.startsWith("accept")) {
      return Side.ACCEPT;
    }
    if (type.equals("connect")) {
      return Side.CONNECT;
    }
    String isServer = records.given(FalcoRecords.Key.IS_SERVER);
    if (!isServer.isEmpty()) {
      return isServer.equals("true") ? Side.ACCEPT : Side.CONNECT;
    }
    boolean atClient = local.isSameAs(client) || remote.isSameAs(server);
    boolean atServer = local.isSameAs(server) || remote.isSameAs(client);
    return atClient == atServer ? null : atClient ? Side.CONNECT : Side.ACCEPT;
  }

  /** Which end was watched; null where nothing tells. */
  @Nullable Side side() {
    return side;
  }

  /** Whether there is an end at all. */
  boolean any() {
    return !(client.isEmpty() && server.isEmpty() && local.isEmpty() && remote.isEmpty());
  }

  /** Whether only the ports of both ends are left to tell who is the client. */
  boolean unordered() {
    return client.isEmpty() && server.isEmpty();
  }

  int localPort() {
    return (int) local.port;
  }

  int remotePort() {
    return (int) remote.port;
  }

  /** It was this side: the local end is its end. */
  void watched(Side known) {
    side = known;
    client = known == Side.CONNECT ? local : remote;
    server = known == Side.CONNECT ? remote : local;
  }

  End client() {
    return client;
  }

  End server() {
    return server;
  }
}
