// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server or a client, run by the tests as a process of its own. */
final class Talker {
  private Talker() {}

  public static void main(String... args) throws IOException {
    InetSocketAddress at = new InetSocketAddress(args[1], Integer.parseInt(args[2]));
    if (args[0].equals("listen")) {
      listen(at);
    } else {
      connect(at);
    }
  }

  /** Until killed. */
  private static void listen(InetSocketAddress at) throws IOException {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(at);
      System.out.println("listening");
      while (true) {
        server.accept().close();
      }
    }
  }

  /** Says the source port, or that it was refused. */
  private static void connect(InetSocketAddress to) throws IOException {
    try (Socket client = new Socket()) {
      client.connect(to, 5000);
      System.out.println(client.getLocalPort());
    } catch (ConnectException e) {
      System.out.println("refused");
    }
  }
}
