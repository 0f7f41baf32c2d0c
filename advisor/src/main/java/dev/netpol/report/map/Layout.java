// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Gives everything of a scene its place, in layers from who calls to who is called.
 *
 * @see <a href="https://eclipse.dev/elk/reference/algorithms/org-eclipse-elk-layered.html">ELK
 *     Layered</a>
 */
final class Layout {
  private final Scene scene;
  private final ElkNode root = ElkGraphUtil.createGraph();
  private final Map<String, ElkNode> frames = new TreeMap<>();
  private final List<ElkNode> boxes = new ArrayList<>();
  private final List<List<ElkPort>> entries = new ArrayList<>();
  private final List<Map<Tone, ElkPort>> exits = new ArrayList<>();

  /** Of each line; asked for once all has its place. */
  private final List<Supplier<String>> paths = new ArrayList<>();

  static {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    // Drawings are laid out at the same time. What ELK and EMF make once is made here, by one
    // thread.
    ElkNode some = ElkGraphUtil.createGraph();
    some.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    ElkGraphUtil.createSimpleEdge(ElkGraphUtil.createNode(some), ElkGraphUtil.createNode(some));
    new RecursiveGraphLayoutEngine().layout(some, new BasicProgressMonitor());
  }

  private Layout(Scene scene) {
    this.scene = scene;
  }

  static Drawing of(Scene scene) {
    Layout layout = new Layout(scene);
    layout.options();
    for (int i = 0; i < scene.boxes().size(); i++) {
      layout.box(i);
    }
    scene.lines().forEach(layout::line);
    new RecursiveGraphLayoutEngine().layout(layout.root, new BasicProgressMonitor());
    return layout.drawing();
  }

  private void line(Scene.Line line) {
    ElkPort exit = exit(line);
    ElkPort entry = entries.get(line.to()).get(line.entry());
    if (line.from() == line.to()) {
      // ELK leads it above or below as the hashes of its constants fall, anew in each run.
      paths.add(() -> PathText.above(exit, entry));
      return;
    }
    ElkEdge edge = ElkGraphUtil.createSimpleEdge(exit, entry);
    paths.add(() -> PathText.of(edge));
  }

  private void options() {
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    // The order of crossings is found by trying at random: the same each time.
    root.setProperty(CoreOptions.RANDOM_SEED, 1);
    root.setProperty(CoreOptions.SEPARATE_CONNECTED_COMPONENTS, false);
    root.setProperty(CoreOptions.PADDING, new ElkPadding(6));
    spacing(root);
  }

  private static void spacing(ElkNode graph) {
    graph.setProperty(CoreOptions.SPACING_NODE_NODE, 14.0);
    graph.setProperty(CoreOptions.SPACING_EDGE_NODE, 10.0);
    graph.setProperty(CoreOptions.SPACING_EDGE_EDGE, 6.0);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 28.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 10.0);
    graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 6.0);
  }

  private void box(int index) {
    Box box = scene.boxes().get(index);
    List<String> labels = scene.entries().get(index);
    ElkNode node =
        ElkGraphUtil.createNode(
            box.frame().isEmpty() ? root : frames.computeIfAbsent(box.frame(), this::frame));
    node.setDimensions(BoxText.width(box, labels), BoxText.height(labels.size()));
    node.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
    List<ElkPort> its = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      its.add(port(node, PortSide.WEST, 0, BoxText.entry(i)));
    }
    entries.add(its);
    exits.add(new EnumMap<>(Tone.class));
    boxes.add(node);
  }

  /** Lines of one tone begin together; those of another would be hidden below them. */
  private ElkPort exit(Scene.Line line) {
    Map<Tone, ElkPort> its = exits.get(line.from());
    ElkNode node = boxes.get(line.from());
    return its.computeIfAbsent(
        line.tone(), tone -> port(node, PortSide.EAST, node.getWidth(), BoxText.exit(its.size())));
  }

  private ElkNode frame(String name) {
    ElkNode frame = ElkGraphUtil.createNode(root);
    frame.setProperty(CoreOptions.PADDING, new ElkPadding(30, 12, 12, 12));
    spacing(frame);
    return frame;
  }

  private static ElkPort port(ElkNode node, PortSide side, double x, double y) {
    ElkPort port = ElkGraphUtil.createPort(node);
    port.setDimensions(0, 0);
    port.setLocation(x, y);
    port.setProperty(CoreOptions.PORT_SIDE, side);
    return port;
  }

  private Drawing drawing() {
    List<List<Drawing.Line>> own = new ArrayList<>();
    boxes.forEach(it -> own.add(new ArrayList<>()));
    List<Drawing.Line> lines = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      Scene.Line line = scene.lines().get(i);
      Drawing.Line drawn =
          new Drawing.Line(paths.get(i).get(), line.tone(), scene.title(line), line.target());
      own.get(line.from()).add(drawn);
      if (line.from() != line.to()) {
        own.get(line.to()).add(drawn);
      }
      lines.add(drawn);
    }
    List<Drawing.Shape> shapes = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      shapes.add(shape(i, own.get(i)));
    }
    List<Drawing.Frame> around = new ArrayList<>();
    frames.forEach(
        (name, it) ->
            around.add(
                new Drawing.Frame(
                    round(it.getX()),
                    round(it.getY()),
                    round(it.getWidth()),
                    round(it.getHeight()),
                    BoxText.frame(name, (int) it.getWidth() - 24))));
    return new Drawing(
        (int) Math.ceil(root.getWidth()), (int) Math.ceil(root.getHeight()), around, shapes, lines);
  }

  private Drawing.Shape shape(int index, List<Drawing.Line> own) {
    Box box = scene.boxes().get(index);
    ElkNode node = boxes.get(index);
    int x = round(PathText.left(node));
    int y = round(PathText.top(node));
    List<Drawing.Entry> its = new ArrayList<>();
    for (int i = 0; i < entries.get(index).size(); i++) {
      ElkPort port = entries.get(index).get(i);
      its.add(
          new Drawing.Entry(
              x + round(port.getX()),
              y + round(port.getY()),
              BoxText.shown(scene.entries().get(index).get(i))));
    }
    return new Drawing.Shape(
        x,
        y,
        round(node.getWidth()),
        round(node.getHeight()),
        box.css(),
        BoxText.name(box),
        BoxText.note(box),
        scene.title(index),
        box.target(),
        its,
        own);
  }

  private static int round(double pixels) {
    return (int) Math.round(pixels);
  }
}
