// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.netpol.files.GzipInput;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Position;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;

/** Makes tokens of one input, whatever it is: JSON or YAML, compressed or not, in any Unicode. */
final class SnapshotInput {
  private static final int SNIFFED = 4096;

  private final SnapshotOptions options;
  private final Optional<TrimmedObjects> copies;
  private final Strings strings = new Strings();

  /** One for all inputs: it knows the names of fields from one object to the next. */
  private final JsonFactory factory;

  SnapshotInput(SnapshotOptions options) {
    this(options, Optional.empty());
  }

  /** With a copy of each object that is read. */
  SnapshotInput(SnapshotOptions options, Optional<TrimmedObjects> copies) {
    this.options = options;
    this.copies = copies;
    this.factory = json(options);
  }

  /**
   * Reads all objects of a stream.
   *
   * @throws UnusableSnapshotException if it breaks off or is neither JSON nor YAML
   */
  void read(InputStream in, String name, Facts facts, Change change) {
    try {
      parse(plain(in, name), name, facts, change);
    } catch (JacksonException e) {
      throw broken(name, e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Reads one object that stands in another input. */
  void read(String json, Position at, Facts facts, Change change) {
    try (JsonParser parser = factory.createParser(json)) {
      tokens(parser, at, facts, change);
    } catch (IOException e) {
      facts
          .problems()
          .warn(
              "snapshot-object",
              at,
              "an object in the trace cannot be read: " + Problems.quote(firstLine(e)),
              "");
    }
  }

  private void parse(BufferedInputStream in, String name, Facts facts, Change change)
      throws IOException {
    byte[] head = head(in);
    Charset charset = charset(head);
    boolean json = isJson(new String(head, charset));
    Position base = Position.of(name);
    if (json && charset.equals(StandardCharsets.UTF_8)) {
      try (JsonParser parser = factory.createParser(in)) {
        tokens(parser, base, facts, change);
      }
      return;
    }
    Reader reader = new InputStreamReader(in, charset);
    try (JsonParser parser =
        json
            ? factory.createParser(reader)
            : new WrittenOutYaml(yaml().createParser(reader), name)) {
      tokens(parser, base, facts, change);
    }
  }

  private void tokens(JsonParser parser, Position base, Facts facts, Change change)
      throws IOException {
    ObjectStream objects =
        new ObjectStream(new Tokens(parser, strings, facts.problems(), base), facts, copies);
    try {
      objects.documents(change);
    } catch (JsonEOFException e) {
      if (!objects.watched()) {
        throw e;
      }
      // A watch is ended with Ctrl-C, in the middle of an event.
      facts
          .problems()
          .warn(
              "snapshot-torn",
              Position.of(base.input(), e.getLocation().getLineNr()),
              "the last watch event is torn and left out",
              "");
    }
  }

  private static JsonFactory json(SnapshotOptions options) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(options.maxNesting()).build())
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
        .build();
  }

  private YAMLFactory yaml() {
    LoaderOptions yaml = new LoaderOptions();
    yaml.setCodePointLimit(Integer.MAX_VALUE); // counted in bytes already
    yaml.setNestingDepthLimit(options.maxNesting());
    return YAMLFactory.builder().loaderOptions(yaml).build();
  }

  /** The bytes themselves: decompressed if need be, and no more than allowed. */
  private BufferedInputStream plain(InputStream in, String name) throws IOException {
    BufferedInputStream raw = new BufferedInputStream(in, 1 << 16);
    InputStream bytes = GzipInput.begins(head(raw)) ? new GzipInput(raw) : raw;
    return new BufferedInputStream(new Limited(bytes, options.maxBytes(), name), 1 << 16);
  }

  private static byte[] head(BufferedInputStream in) throws IOException {
    in.mark(SNIFFED);
    byte[] head = in.readNBytes(SNIFFED);
    in.reset();
    return head;
  }

  // PowerShell's > writes UTF-16 with a byte order mark.
  private static Charset charset(byte[] head) {
    if (head.length > 1) {
      int mark = (head[0] & 0xff) << 8 | (head[1] & 0xff);
      if (mark == 0xfffe || mark == 0xfeff) {
        return StandardCharsets.UTF_16;
      }
    }
    return StandardCharsets.UTF_8;
  }

  // YAML may begin with a brace too, but then without quotes around the first key.
  private static boolean isJson(String head) {
    String text = head.replace("\uFEFF", "").stripLeading();
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return false;
    }
    String next = text.substring(1).stripLeading();
    return next.isEmpty() || "\"}]{[".indexOf(next.charAt(0)) >= 0;
  }

  private static UnusableSnapshotException broken(String name, JacksonException e) {
    long line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
    int column = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
    return unusable(
        new Position(name, line, line == 0 ? 0 : column),
        "not JSON or YAML of Kubernetes objects: " + Problems.quote(firstLine(e)),
        "a partial snapshot would make selectors that match too much; save it again");
  }

  private static UnusableSnapshotException unreadable(String name, IOException e) {
    return unusable(Position.of(name), "cannot be read: " + e.getMessage(), "");
  }

  private static String firstLine(Exception e) {
    String message =
        e instanceof JacksonException jackson ? jackson.getOriginalMessage() : e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }

  static UnusableSnapshotException unusable(Position at, String message, String hint) {
    return new UnusableSnapshotException(Diagnostic.error("snapshot-unusable", at, message, hint));
  }

  /**
   * Fails once more bytes come than allowed: a small archive can hold a huge file. Says itself what
   * cannot be read, since the parser of YAML would take that for bad YAML.
   */
  private static final class Limited extends InputStream {
    private final InputStream in;
    private final long limit;
    private final String name;
    private long count;

    Limited(InputStream in, long limit, String name) {
      this.in = in;
      this.limit = limit;
      this.name = name;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      try {
        int read = in.read(into, offset, length);
        counted(Math.max(0, read));
        return read;
      } catch (IOException e) {
        throw unreadable(name, e);
      }
    }

    private void counted(int more) {
      count += more;
      if (count > limit) {
        throw unusable(Position.of(name), "longer than the limit of " + limit + " bytes", "");
      }
    }
  }
}
