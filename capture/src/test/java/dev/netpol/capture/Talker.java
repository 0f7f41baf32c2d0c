// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A server or a client, run by the tests as a process of its own. */
final class Talker {
  private Talker() {}

  public static void main(String... args) throws Exception {
    InetSocketAddress at = new InetSocketAddress(args[1], Integer.parseInt(args[2]));
    switch (args[0]) {
      case "listen" -> listen(at);
      case "connect" -> System.out.println(connect(at));
      default -> System.out.println(crowd(at));
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

  /** The source port, or that it was refused. */
  private static String connect(InetSocketAddress to) throws IOException {
    try (Socket client = new Socket()) {
      client.connect(to, 5000);
      return Integer.toString(client.getLocalPort());
    } catch (ConnectException e) {
      return "refused";
    }
  }

  /** The source ports of many connections, eight at a time. */
  private static String crowd(InetSocketAddress to) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<String> ports = new ArrayList<>();
    Callable<String> one = () -> connect(to);
    for (Future<String> port : threads.invokeAll(Collections.nCopies(2000, one))) {
      ports.add(port.get());
    }
    threads.shutdown();
    return String.join(" ", ports);
  }
}
