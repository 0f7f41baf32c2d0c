// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
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
      case "answer" -> answer(at);
      case "ask" -> System.out.println(ask(at, false));
      case "ask-connected" -> System.out.println(ask(at, true));
      case "point" -> System.out.println(point(at));
      case "keep" -> keep(at);
      case "hold" -> hold(at, 1);
      case "begin" -> begin(at);
      case "hold-many" -> hold(at, 300);
      case "few" -> System.out.println(crowd(at, 200));
      default -> System.out.println(crowd(at, 2000));
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

  /** Accepts and closes nothing, until killed. */
  private static void keep(InetSocketAddress at) throws IOException {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(at, 1024);
      System.out.println("listening");
      List<Socket> open = new ArrayList<>();
      while (true) {
        open.add(server.accept());
      }
    }
  }

  /** Connects and closes nothing, until killed; gives a source port. */
  private static void hold(InetSocketAddress to, int count) throws Exception {
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket();
      socket.connect(to, 5000);
      open.add(socket);
    }
    System.out.println(open.get(0).getLocalPort());
    Thread.sleep(Long.MAX_VALUE);
  }

  /** Asks twice, as programs do that look how far it is, and waits for no answer, until killed. */
  private static void begin(InetSocketAddress to) throws Exception {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.configureBlocking(false);
      System.out.println(channel.connect(to) || channel.finishConnect() ? "connected" : "begun");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  /** Over UDP, until killed. */
  private static void answer(InetSocketAddress at) throws IOException {
    try (DatagramSocket server = new DatagramSocket(at)) {
      System.out.println("answering");
      DatagramPacket packet = new DatagramPacket(new byte[16], 16);
      while (true) {
        server.receive(packet);
        server.send(packet);
        server.send(packet);
      }
    }
  }

  /** Three questions over UDP, each with two answers: the source port. */
  private static String ask(InetSocketAddress to, boolean connected) throws IOException {
    try (DatagramSocket client = new DatagramSocket()) {
      client.setSoTimeout(5000);
      if (connected) {
        client.connect(to);
      }
      for (int i = 0; i < 3; i++) {
        client.send(new DatagramPacket(new byte[16], 16, to));
        client.receive(new DatagramPacket(new byte[16], 16));
        client.receive(new DatagramPacket(new byte[16], 16));
      }
      return Integer.toString(client.getLocalPort());
    }
  }

  /** A connect over UDP, which sends nothing. */
  private static String point(InetSocketAddress to) throws IOException {
    try (DatagramSocket client = new DatagramSocket()) {
      client.connect(to);
      return "pointed";
    }
  }

  /** The source ports of many connections, eight at a time. */
  private static String crowd(InetSocketAddress to, int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<String> ports = new ArrayList<>();
    Callable<String> one = () -> connect(to);
    for (Future<String> port : threads.invokeAll(Collections.nCopies(count, one))) {
      ports.add(port.get());
    }
    threads.shutdown();
    return String.join(" ", ports);
  }
}
