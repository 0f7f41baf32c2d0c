// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a label key says about its label: whether it lasts, and how well it names a workload. */
final class LabelKeys {

  /** Values that change with a rollout, a run, a pod's number, its node or its chart's version. */
  private static final Set<String> VOLATILE =
      Set.of(
          "pod-template-hash",
          "rollouts-pod-template-hash",
          "controller-revision-hash",
          "pod-template-generation",
          "job-name",
          "controller-uid",
          "statefulset.kubernetes.io/pod-name",
          "apps.kubernetes.io/pod-index",
          "kubernetes.io/hostname",
          "helm.sh/chart",
          "chart",
          "heritage",
          "app.kubernetes.io/version",
          "app.kubernetes.io/managed-by");

  private static final List<String> VOLATILE_PREFIXES =
      List.of(
          "batch.kubernetes.io/", "topology.kubernetes.io/", "failure-domain.beta.kubernetes.io/");

  /** {@code istio.io/rev}, {@code security.istio.io/tlsMode}, ...: set by an injector. */
  private static final String VOLATILE_DOMAIN = "istio.io";

  private static final List<String> NAMES =
      List.of("app.kubernetes.io/name", "app", "k8s-app", "run", "name");

  private static final Set<String> GENERIC =
      Set.of(
          "tier",
          "component",
          "app.kubernetes.io/component",
          "app.kubernetes.io/part-of",
          "environment",
          "env",
          "role",
          "version",
          "release");

  // What the API server admits as a label (apimachinery, IsQualifiedName and IsValidLabelValue).
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  /** The best names first, then any other key, generic ones last. */
  static final Comparator<String> PREFERRED =
      Comparator.comparingInt(LabelKeys::rank).thenComparing(Comparator.naturalOrder());

  private LabelKeys() {}

  /** The labels that a selector may use: those that last, and that the API server would admit. */
  static Labels lasting(Labels labels) {
    return labels.without(
        key -> isVolatile(key) || !isValidKey(key) || !isValidValue(labels.value(key).orElse("")));
  }

  static boolean isVolatile(String key) {
    return VOLATILE.contains(key)
        || VOLATILE_PREFIXES.stream().anyMatch(key::startsWith)
        || isOfVolatileDomain(key);
  }

  private static boolean isOfVolatileDomain(String key) {
    String domain = key.substring(0, Math.max(0, key.indexOf('/')));
    return domain.equals(VOLATILE_DOMAIN) || domain.endsWith("." + VOLATILE_DOMAIN);
  }

  /** Whether the key says what sort of thing a workload is rather than which one. */
  static boolean isGeneric(String key) {
    return GENERIC.contains(key);
  }

  static boolean isValidKey(String key) {
    int slash = key.indexOf('/');
    return NAME.matcher(key.substring(slash + 1)).matches()
        && (slash < 0 || (slash <= 253 && PREFIX.matcher(key.substring(0, slash)).matches()));
  }

  static boolean isValidValue(String value) {
    return value.isEmpty() || NAME.matcher(value).matches();
  }

  private static int rank(String key) {
    int name = NAMES.indexOf(key);
    if (name >= 0) {
      return name;
    }
    return isGeneric(key) ? NAMES.size() + 1 : NAMES.size();
  }
}
