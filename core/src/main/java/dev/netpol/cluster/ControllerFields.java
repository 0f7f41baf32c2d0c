// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Anything that makes pods from a template. */
final class ControllerFields extends ObjectFields {
  private final String kind;
  private final SelectorFields selector = new SelectorFields();
  private final PodSpecFields pods = new PodSpecFields();
  private final Meta template = new Meta();
  private boolean selected;
  private int replicas = 1;
  private Strings strings = new Strings();

  ControllerFields(String kind) {
    this.kind = kind;
  }

  @Override
  void field(String name, Tokens in) throws IOException {
    strings = in.strings();
    switch (name) {
      case "spec" -> in.object(field -> spec(field, in));
      case "status" -> in.object(field -> status(field, in));
      default -> in.skip();
    }
  }

  private void spec(String field, Tokens in) throws IOException {
    switch (field) {
      // As many at a time are the replicas of a Job.
      case "replicas", "parallelism" -> replicas = in.number(0, Integer.MAX_VALUE);
      case "selector" -> {
        selected = true;
        // ReplicationControllers and DeploymentConfigs have plain labels here.
        if (kind.equals("ReplicationController") || kind.equals("DeploymentConfig")) {
          selector.labels(in);
        } else {
          selector.read(in);
        }
      }
      case "template" -> in.object(part -> template(part, in));
      // A CronJob's Jobs: spec.jobTemplate.spec.template
      case "jobTemplate" ->
          in.object(
              part -> {
                if (part.equals("spec")) {
                  in.object(inner -> jobSpec(inner, in));
                } else {
                  in.skip();
                }
              });
      default -> in.skip();
    }
  }

  private void jobSpec(String field, Tokens in) throws IOException {
    switch (field) {
      case "template" -> in.object(part -> template(part, in));
      case "parallelism" -> replicas = in.number(0, Integer.MAX_VALUE);
      default -> in.skip();
    }
  }

  private void template(String part, Tokens in) throws IOException {
    switch (part) {
      case "metadata" -> template.read(in, false);
      case "spec" -> pods.read(in);
      default -> in.skip();
    }
  }

  private void status(String field, Tokens in) throws IOException {
    if (field.equals("desiredNumberScheduled")) {
      replicas = in.number(0, Integer.MAX_VALUE);
    } else {
      in.skip();
    }
  }

  @Override
  void commit(Facts facts, Change change) {
    facts.controller(
        new RawController(
            meta.namespace,
            kind,
            meta.name,
            meta.owner,
            selector(),
            template.labels,
            strings.ports(pods.ports),
            pods.hostNetwork,
            replicas,
            change.origin()),
        stated(change));
  }

  // ReplicationControllers, and the first versions of the others, take the template's labels where
  // no selector is given (core/v1 and extensions/v1beta1 defaults.go).
  private Optional<LabelSelector> selector() {
    if (selected) {
      return Optional.of(selector.selector());
    }
    boolean defaulted =
        List.of("ReplicationController", "ReplicaSet", "Deployment", "DaemonSet").contains(kind);
    return defaulted && !template.labels.equals(Labels.NONE)
        ? Optional.of(LabelSelector.of(template.labels))
        : Optional.empty();
  }
}
