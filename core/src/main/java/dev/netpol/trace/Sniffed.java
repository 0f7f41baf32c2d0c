// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the first records of an input tell about it.
 *
 * @param format empty if none of them was understood
 * @param blank whether there is no record at all
 * @param objects whether it holds objects of Kubernetes
 */
record Sniffed(
    Input input, Layout layout, Optional<TraceFormat> format, boolean blank, boolean objects) {

  /** How records are laid out. */
  enum Layout {
    LINES,
    /** Lines of a container runtime or of Docker, whose records may go on in the next line. */
    CONTAINER_LOG,
    DOCUMENT,
    /** Documents whose records are the items of a list. */
    LIST;

    /** What cuts such an input into records, from {@code offset} on where that may be done. */
    Feed feed(
        ByteSource source,
        long offset,
        RecordParser parser,
        RecordAt at,
        EventSink sink,
        ReadLimits limits,
        byte[] buffer) {
      return switch (this) {
        case LINES, CONTAINER_LOG -> new LineFeed(source, offset, parser, at, sink, limits, buffer);
        case DOCUMENT -> new DocumentFeed(source, parser, at, sink, limits, buffer);
        case LIST -> new ListFeed(source, parser, at, sink, limits, buffer);
      };
    }
  }

  /** Bytes that are looked at before giving up. */
  private static final int ENOUGH = 8 << 20;

  private static final Pattern DOCUMENT =
      Pattern.compile("\\A\uFEFF?\\s*(\\[\\s*(\\{|\\]|\\z)|\\{\\s*\\R)");

  static Sniffed of(Input input, ReadLimits limits) throws IOException {
    try (Input.Open open = input.open(0, read -> {})) {
      ByteSource source = input.gzip() ? new Gunzip(open, limits) : open;
      byte[] head = new byte[1 << 16];
      int length = 0;
      int read;
      while (length < head.length
          && (read = source.read(head, length, head.length - length)) >= 0) {
        length += read;
      }
      Layout layout = layout(new String(head, 0, length, StandardCharsets.UTF_8));
      Recogniser recogniser = new Recogniser(limits);
      ByteSource rest = source;
      Rewound all = new Rewound(Arrays.copyOf(head, length), rest, recogniser);
      feed(layout, all, limits, recogniser).run(Long.MAX_VALUE);
      return new Sniffed(
          input, layout, recogniser.found(), recogniser.blank(), recogniser.objects());
    }
  }

  private static Layout layout(String head) {
    if (ListFeed.begins(head)) {
      return Layout.LIST;
    }
    if (DOCUMENT.matcher(head).lookingAt()) {
      return Layout.DOCUMENT;
    }
    boolean container = head.lines().limit(16).anyMatch(ContainerLog::recognises);
    return container ? Layout.CONTAINER_LOG : Layout.LINES;
  }

  private static Feed feed(
      Layout layout, ByteSource source, ReadLimits limits, Recogniser recogniser) {
    EventSink nowhere = event -> {};
    RecordAt at = new RecordAt(0);
    RecordParser parser =
        layout == Layout.CONTAINER_LOG ? new ContainerLog(recogniser, limits) : recogniser;
    return layout.feed(source, 0, parser, at, nowhere, limits, Feed.buffer());
  }

  /** The head again and then the rest, but no more than is needed. */
  private static final class Rewound implements ByteSource {
    private final byte[] head;
    private final ByteSource rest;
    private final Recogniser recogniser;
    private int position;
    private long size;

    Rewound(byte[] head, ByteSource rest, Recogniser recogniser) {
      this.head = head;
      this.rest = rest;
      this.recogniser = recogniser;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      if (recogniser.found().isPresent() || size > ENOUGH) {
        return -1;
      }
      int read;
      if (position < head.length) {
        read = Math.min(length, head.length - position);
        System.arraycopy(head, position, target, from, read);
        position += read;
      } else {
        read = rest.read(target, from, length);
      }
      size += Math.max(0, read);
      return read;
    }
  }
}
