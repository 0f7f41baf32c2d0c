// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.CheckedFlow;
import dev.netpol.check.Denial;
import dev.netpol.check.NearMiss;
import dev.netpol.check.RuleUse;
import dev.netpol.check.Share;
import dev.netpol.check.TraceCheck;
import dev.netpol.check.Unprotected;
import dev.netpol.flow.Accounting;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Tally;
import dev.netpol.model.Position;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.RuleRef;
import dev.netpol.terminal.RuleText;
import dev.netpol.terminal.Times;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A check for programs; {@code docs/check.md} says what the fields mean. */
final class CheckJson {
  private static final int VERSION = 1;

  private CheckJson() {}

  static Map<String, Object> of(TraceCheck check, Accounting accounting) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("version", VERSION);
    root.put("modes", check.modes().toString());
    root.put("summary", summary(check, accounting));
    root.put("flows", check.flows().stream().map(CheckJson::flow).toList());
    root.put("rules", check.rules().stream().map(CheckJson::use).toList());
    root.put("unprotected", check.unprotected().stream().map(CheckJson::unprotected).toList());
    return root;
  }

  private static Map<String, Object> summary(TraceCheck check, Accounting accounting) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("records", accounting.records());
    json.put("connections", accounting.connections());
    json.put("denied", check.denied().size());
    json.put("undecided", check.undecided().size());
    json.put("allowed", check.allowed().size());
    json.put("failed", check.failed().size());
    json.put("unusedRules", check.unused().size());
    json.put("unprotected", check.unprotected().size());
    return json;
  }

  private static Map<String, Object> flow(CheckedFlow checked) {
    Flow flow = checked.flow();
    Tally tally = FlowText.all(flow);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("answer", lower(checked.answer()));
    json.put("failed", checked.failed());
    json.put("from", flow.connection().from().toString());
    json.put("to", flow.connection().to().toString());
    json.put("protocol", flow.connection().protocol().toString());
    json.put("port", flow.connection().port());
    if (!flow.via().isEmpty()) {
      json.put("via", flow.via());
    }
    json.put("connections", flow.connections());
    Map<String, Long> outcomes = new TreeMap<>();
    flow.outcomes().forEach((outcome, count) -> outcomes.put(outcome.id(), count));
    json.put("outcomes", outcomes);
    String first = Times.micros(tally.first());
    if (!first.isEmpty()) {
      json.put("first", first);
      json.put("last", Times.micros(tally.last()));
    }
    json.put("processes", tally.processes());
    tally.samples().stream().limit(1).forEach(it -> json.put("at", it.at().toString()));
    json.put("senders", share(checked.senders()));
    json.put("backends", share(checked.backends()));
    json.put("denials", checked.denials().stream().map(CheckJson::denial).toList());
    json.put("rules", checked.rules().stream().map(RuleRef::toString).toList());
    json.put("reasons", checked.reasons());
    return json;
  }

  private static Map<String, Object> share(Share share) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("denied", share.part());
    json.put("of", share.whole());
    return json;
  }

  private static Map<String, Object> denial(Denial denial) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("direction", lower(denial.direction()));
    json.put("from", FlowText.name(denial.leg().from()));
    json.put("to", FlowText.name(denial.leg().to()));
    json.put("port", denial.leg().port());
    json.put("isolatedBy", denial.half().isolating().stream().map(NetworkPolicy::id).toList());
    json.put("nearest", denial.nearest().stream().map(CheckJson::miss).toList());
    return json;
  }

  private static Map<String, Object> miss(NearMiss miss) {
    Map<String, Object> json = rule(miss.rule());
    json.put("differences", miss.differences().stream().map(it -> it.text()).toList());
    return json;
  }

  private static Map<String, Object> rule(RuleRef rule) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule", rule.toString());
    Position at = rule.rule().at();
    if (!at.equals(NetworkPolicy.GENERATED)) {
      json.put("at", at.toString());
    }
    return json;
  }

  private static Map<String, Object> use(RuleUse use) {
    Map<String, Object> json = rule(use.rule());
    json.put("flows", use.flows());
    json.put("standing", lower(use.standing()).replace('_', '-'));
    json.put("idlePeers", use.idlePeers().stream().map(RuleText::of).toList());
    json.put("idlePorts", use.idlePorts().stream().map(RuleText::of).toList());
    return json;
  }

  private static Map<String, Object> unprotected(Unprotected it) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("workload", it.workload().toString());
    json.put("direction", lower(it.direction()));
    json.put("pods", it.pods().part());
    json.put("of", it.pods().whole());
    return json;
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
