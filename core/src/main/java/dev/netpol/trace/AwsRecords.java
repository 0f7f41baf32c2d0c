// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the network policy agent of AWS logs (aws-network-policy-agent: pkg/ebpf/events): JSON lines
 * with the flow in fields of their own (up to 1.2.1) or in the message (since), and what it sends
 * to CloudWatch:
 *
 * <pre>{@code
 * Src IP: <ip> Src Port: <n> Dest IP: <ip> Dest Port: <n> Proto <p> Verdict <v> [Direction <d>]
 * Node: <n>;SIP: <ip>;SPORT: <n>;DIP: <ip>;DPORT: <n>;PROTOCOL: <p>;PolicyVerdict: <v>[;Tier: <t>]
 * }</pre>
 *
 * <p>The source is who sent the first packet. Where no direction is given, the record is read as
 * the source's: such a log is a format of its own, since it shows less.
 */
final class AwsRecords extends TextRecords {

  private static final Pattern MESSAGE =
      Pattern.compile(
          "Src IP:? (?<sip>\\S+) Src Port:? (?<sport>\\d+) Dest IP:? (?<dip>\\S+) Dest Port:?"
              + " (?<dport>\\d+) Proto:? (?<proto>\\S+) Verdict:? (?<verdict>\\S+)"
              + "(?<more>.{0,200})");

  private static final Pattern CLOUDWATCH =
      Pattern.compile(
          "Node: (?<node>[^;]{0,253});SIP: (?<sip>[^;]+);SPORT: (?<sport>\\d+);DIP: (?<dip>[^;]+);"
              + "DPORT: (?<dport>\\d+);PROTOCOL: (?<proto>[^;]+);PolicyVerdict: (?<verdict>\\w+)"
              + "(?<more>.{0,200})");

  private static final Pattern DIRECTION =
      Pattern.compile("Direction\"?:? ?\"?(ingress|egress)", Pattern.CASE_INSENSITIVE);

  private final TextFields fields = new TextFields(event);
  private final JsonMapper mapper;

  private AwsRecords(TraceFormat format, ReadLimits limits) {
    super(format);
    this.mapper = Json.mapper(limits);
  }

  static AwsRecords directed(ReadLimits limits) {
    return new AwsRecords(TraceFormat.AWS_NETWORK_POLICY, limits);
  }

  static AwsRecords undirected(ReadLimits limits) {
    return new AwsRecords(TraceFormat.AWS_CLOUDWATCH, limits);
  }

  /** Whether it is a flow, with or without a direction. */
  static boolean recognises(HeadLine head, boolean direction) {
    String line = head.line();
    boolean flow =
        (head.has("msg") && head.has("Src IP"))
            || CLOUDWATCH.matcher(line).find()
            || MESSAGE.matcher(line).find();
    return flow && direction == DIRECTION.matcher(line).find();
  }

  /** A line of CloudWatch has no other time; one of JSON has its own. */
  @Override
  void logged(String prefix) {
    for (String word : prefix.split(" ", -1)) {
      if (Timestamps.parse(word) != EventView.NO_TIME) {
        fields.time(word);
      }
    }
  }

  @Override
  @Nullable SkipReason line(String line) {
    if (!line.startsWith("{")) {
      return text(line);
    }
    JsonNode json;
    try {
      json = mapper.readTree(line);
    } catch (IOException e) {
      return SkipReason.TORN;
    }
    fields.time(Json.text(json.path("ts")).orElse(""));
    if (!json.has("Src IP")) {
      String message = Json.text(json.path("msg")).orElse("");
      SkipReason reason = text(message);
      boolean own = json.has("msg");
      return own && reason == SkipReason.NOT_A_RECORD ? SkipReason.NOT_A_CONNECTION : reason;
    }
    return flow(
        text(json, "Src IP"),
        text(json, "Src Port"),
        text(json, "Dest IP"),
        text(json, "Dest Port"),
        text(json, "Proto"),
        text(json, "Verdict"),
        "Direction: " + text(json, "Direction"));
  }

  private static String text(JsonNode json, String key) {
    return Json.text(json.path(key)).orElse("");
  }

  private @Nullable SkipReason text(String line) {
    Matcher flow = MESSAGE.matcher(line);
    if (!flow.find()) {
      flow = CLOUDWATCH.matcher(line);
      if (!flow.find()) {
        return line.contains("SIP: ") || line.contains("Src IP")
            ? SkipReason.MALFORMED
            : SkipReason.NOT_A_RECORD;
      }
      event.text(Field.NODE, flow.group("node"));
    }
    return flow(
        flow.group("sip"),
        flow.group("sport"),
        flow.group("dip"),
        flow.group("dport"),
        flow.group("proto"),
        flow.group("verdict"),
        flow.group("more"));
  }

  private @Nullable SkipReason flow(
      String sip,
      String sport,
      String dip,
      String dport,
      String proto,
      String verdict,
      String more) {
    switch (verdict) {
      case "ACCEPT" -> event.outcome = Outcome.ATTEMPTED;
      case "DENY" -> event.outcome = Outcome.DENIED;
      case "EXPIRED", "EXPIRED/DELETED", "DELETED" -> {
        return SkipReason.NOT_A_CONNECTION;
      }
      default -> {
        return SkipReason.MALFORMED;
      }
    }
    SkipReason other = fields.protocol(proto);
    if (other != null) {
      return other;
    }
    Matcher direction = DIRECTION.matcher(more);
    boolean ingress = direction.find() && direction.group(1).equalsIgnoreCase("ingress");
    event.side = ingress ? Side.ACCEPT : Side.CONNECT;
    boolean ends = fields.ends(sip, TextFields.port(sport), dip, TextFields.port(dport));
    return ends ? null : SkipReason.MALFORMED;
  }
}
