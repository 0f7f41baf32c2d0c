// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Position;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.policy.ReadPolicies;
import dev.netpol.policy.Rule;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** An existing NetworkPolicy: its spec is handed to {@link PolicyYaml} as it stands. */
final class PolicyFields extends ObjectFields {
  private static final JsonFactory JSON = new JsonFactory();

  private String spec = "";

  @Override
  void field(String name, Tokens in) throws IOException {
    if (!name.equals("spec")) {
      in.skip();
      return;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.copyCurrentStructure(in.parser());
    }
    spec = text.toString();
  }

  @Override
  void commit(Facts facts, Change change) {
    ReadPolicies read = PolicyYaml.parse(document(), meta.at.input());
    read.policies().forEach(policy -> facts.policy(placed(policy, meta.at), stated(change)));
    for (Diagnostic found : read.diagnostics()) {
      facts
          .problems()
          .add(
              new Diagnostic(
                  found.severity(),
                  found.code(),
                  meta.at,
                  "policy " + meta.namespace + "/" + meta.name + ": " + found.message(),
                  found.hint()));
    }
  }

  private String document() {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("apiVersion", "networking.k8s.io/v1");
      out.writeStringField("kind", "NetworkPolicy");
      out.writeObjectFieldStart("metadata");
      out.writeStringField("name", meta.name);
      out.writeStringField("namespace", meta.namespace);
      out.writeObjectFieldStart("labels");
      for (Map.Entry<String, String> label : meta.labels.asMap().entrySet()) {
        out.writeStringField(label.getKey(), label.getValue());
      }
      out.writeEndObject();
      out.writeEndObject();
      if (!spec.isEmpty()) {
        out.writeFieldName("spec");
        out.writeRawValue(spec);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new AssertionError("a string takes all that is written", e);
    }
    return text.toString();
  }

  // The text that was parsed is a copy: what the user can look at is the object in the input.
  static NetworkPolicy placed(NetworkPolicy policy, Position at) {
    return new NetworkPolicy(
        policy.namespace(),
        policy.name(),
        policy.podSelector(),
        policy.policyTypes(),
        placed(policy.ingress(), at),
        placed(policy.egress(), at),
        at);
  }

  private static List<Rule> placed(List<Rule> rules, Position at) {
    return rules.stream().map(rule -> new Rule(rule.peers(), rule.ports(), at)).toList();
  }
}
