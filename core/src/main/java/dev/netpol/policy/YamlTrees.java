// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Position;
import dev.netpol.policy.Problems.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML documents from the engine's events. The engine's own composer is not used: it accepts
 * duplicate keys, has YAML 1.2's idea of scalars, and recurses without a limit.
 */
final class YamlTrees {

  private final String input;
  private final long lineOffset;
  private final YamlLimits limits;
  private final Problems problems;
  private final Iterator<Event> events;

  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int aliases;
  private long nodes;

  /** What an anchor names; {@code tree} is null while it is still open. */
  private record Anchored(@Nullable Tree tree, long nodes) {}

  /**
   * A reader.
   *
   * @param lineOffset lines of the input before {@code text}
   */
  YamlTrees(String text, long lineOffset, String input, YamlLimits limits, Problems problems) {
    this.input = input;
    this.lineOffset = lineOffset;
    this.limits = limits;
    this.problems = problems;
    // The size is limited before; the engine would stop at 3 MB.
    LoadSettings settings =
        LoadSettings.builder().setLabel(input).setCodePointLimit(Integer.MAX_VALUE).build();
    events = new ParserImpl(settings, new StreamReader(settings, WholePairs.of(text)));
  }

  /**
   * Hands over the documents as they are read.
   *
   * @throws Refused at the first that cannot be read to its end
   */
  void documents(Consumer<Tree> documents) {
    try {
      while (events.hasNext()) {
        Event event = events.next();
        switch (event.getEventId()) {
          case DocumentStart -> {
            anchors.clear();
            aliases = 0;
            nodes = 0;
          }
          case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
          default -> documents.accept(node(event, 1));
        }
      }
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      String said = e.getProblem() == null ? "unexpected text" : e.getProblem();
      // It is escaped there already.
      String problem = said.replace("\\t(TAB)", "TAB");
      throw new Refused(
          "yaml-syntax", at(mark), "not YAML: " + Quote.escape(problem), "check the indentation");
    } catch (YamlEngineException e) {
      throw new Refused(
          "yaml-syntax",
          Position.of(input, lineOffset + 1),
          "not YAML: " + Quote.escape(String.valueOf(e.getMessage())),
          "");
    }
  }

  private Position at(Optional<Mark> mark) {
    return mark.map(m -> new Position(input, lineOffset + m.getLine() + 1, m.getColumn() + 1))
        .orElse(Position.of(input));
  }

  private Tree node(Event event, int depth) {
    Position at = at(event.getStartMark());
    limits.checkDepth(depth, at);
    count(1, at);
    if (event instanceof AliasEvent alias) {
      return alias(alias, at);
    }
    Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
    anchor.ifPresent(name -> anchors.put(name, new Anchored(null, 0)));
    long before = nodes;
    Tree tree =
        switch (event.getEventId()) {
          case Scalar -> scalar((ScalarEvent) event, at);
          case SequenceStart -> sequence(at, depth);
          default -> mapping(at, depth);
        };
    anchor.ifPresent(name -> anchors.put(name, new Anchored(tree, nodes - before)));
    return tree;
  }

  private void count(long more, Position at) {
    nodes += more;
    limits.checkNodes(nodes, at);
  }

  private Tree alias(AliasEvent alias, Position at) {
    limits.checkAliases(++aliases, at);
    String name = alias.getAlias().getValue();
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw new Refused("yaml-syntax", at, "no anchor has the name " + Quote.of(name), "");
    }
    if (anchored.tree() == null) {
      throw new Refused(
          "yaml-syntax", at, "the alias " + Quote.of(name) + " stands inside what it names", "");
    }
    count(anchored.nodes(), at);
    return anchored.tree();
  }

  private Tree sequence(Position at, int depth) {
    List<Tree> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return new Tree.Sequence(at, items);
  }

  private Tree mapping(Position at, int depth) {
    Map<String, Tree.Entry> entries = new LinkedHashMap<>();
    Map<String, Position> written = new HashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      boolean merge = event instanceof ScalarEvent it && it.isPlain() && it.getValue().equals("<<");
      Tree key = node(event, depth + 1);
      Tree value = node(events.next(), depth + 1);
      String name = key(key);
      Position first = written.putIfAbsent(name, key.at());
      if (first != null) {
        problems.duplicateKey(name, key.at(), first);
      } else if (merge) {
        merge(value, key.at(), entries, written);
      } else {
        entries.put(name, new Tree.Entry(name, key.at(), value));
      }
    }
    return new Tree.Mapping(at, List.copyOf(entries.values()));
  }

  private static String key(Tree key) {
    return GoScalar.key(key)
        .orElseThrow(
            () ->
                new Refused("decode", key.at(), "a key should be a string: was " + key.kind(), ""));
  }

  /** {@code <<: *other}: what stands after it wins, as there; what stands before it must not. */
  private void merge(
      Tree value, Position at, Map<String, Tree.Entry> entries, Map<String, Position> written) {
    List<Tree> sources = value instanceof Tree.Sequence list ? list.items() : List.of(value);
    for (Tree source : sources) {
      if (!(source instanceof Tree.Mapping mapping)) {
        throw new Refused(
            "yaml-syntax", at, "\"<<\" should merge mappings: was " + source.kind(), "");
      }
      for (Tree.Entry entry : mapping.entries()) {
        Position first = written.get(entry.key());
        if (first != null) {
          problems.duplicateKey(entry.key(), at, first);
        } else {
          entries.putIfAbsent(entry.key(), entry);
        }
      }
    }
  }

  private static Tree scalar(ScalarEvent event, Position at) {
    String text = event.getValue();
    if (event.getTag().isPresent()) {
      return GoScalar.tagged(at, event.getTag().get(), text);
    }
    return event.isPlain() ? GoScalar.resolve(at, text) : new Tree.Text(at, text);
  }
}
