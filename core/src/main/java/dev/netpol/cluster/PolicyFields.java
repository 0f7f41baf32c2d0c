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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An existing NetworkPolicy: what is written is handed to {@link PolicyYaml}, which judges it. */
final class PolicyFields extends ObjectFields {
  private static final JsonFactory JSON = new JsonFactory();

  private String spec = "";

  /** What is there besides, without what it says: the reader of policies knows which may be. */
  private final Set<String> others = new LinkedHashSet<>();

  private final Set<String> otherMetadata = new LinkedHashSet<>();

  /** Top-level fields so far, and those that came again. */
  private final Set<String> written = new HashSet<>();

  private final Set<String> again = new LinkedHashSet<>();

  @Override
  void metadata(Tokens in) throws IOException {
    once("metadata");
    meta.read(in, annotated(), otherMetadata::add);
  }

  @Override
  void field(String name, Tokens in) throws IOException {
    once(name);
    if (!name.equals("spec")) {
      others.add(name);
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
    if (again.isEmpty()) {
      read.policies().forEach(policy -> facts.policy(placed(policy, meta.at), stated(change)));
    }
    for (String field : again) {
      report(
          Diagnostic.error(
              "duplicate-key",
              meta.at,
              "the key " + Problems.quote(field) + " is there more than once",
              "remove one of them"),
          facts);
    }
    read.diagnostics().forEach(found -> report(found, facts));
  }

  private void report(Diagnostic found, Facts facts) {
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

  private void once(String field) {
    if (!written.add(field)) {
      again.add(field);
    }
  }

  private String document() {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      if (!apiVersion.isEmpty()) {
        out.writeStringField("apiVersion", apiVersion);
      }
      out.writeStringField("kind", "NetworkPolicy");
      out.writeObjectFieldStart("metadata");
      out.writeStringField("name", meta.name);
      out.writeStringField("namespace", meta.namespace);
      out.writeObjectFieldStart("labels");
      for (Map.Entry<String, String> label : meta.labels.asMap().entrySet()) {
        out.writeStringField(label.getKey(), label.getValue());
      }
      out.writeEndObject();
      for (String other : otherMetadata) {
        out.writeNullField(other);
      }
      out.writeEndObject();
      for (String other : others) {
        out.writeNullField(other);
      }
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
