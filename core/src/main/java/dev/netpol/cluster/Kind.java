// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The kinds that matter, and the API groups in which they do: there are other kinds named Service,
 * Node or NetworkPolicy. The only list of them.
 */
enum Kind {
  NAMESPACE("Namespace", NamespaceFields::new, ""),
  NODE("Node", NodeFields::new, ""),
  POD("Pod", PodFields::new, ""),
  SERVICE("Service", ServiceFields::new, ""),
  ENDPOINTS("Endpoints", EndpointsFields::new, ""),
  ENDPOINT_SLICE("EndpointSlice", EndpointSliceFields::new, "discovery.k8s.io"),
  REPLICATION_CONTROLLER("ReplicationController", "ReplicationController", ""),
  REPLICA_SET("ReplicaSet", "ReplicaSet", "apps", "extensions"),
  DEPLOYMENT("Deployment", "Deployment", "apps", "extensions"),
  STATEFUL_SET("StatefulSet", "StatefulSet", "apps"),
  DAEMON_SET("DaemonSet", "DaemonSet", "apps", "extensions"),
  JOB("Job", "Job", "batch"),
  CRON_JOB("CronJob", "CronJob", "batch"),
  DEPLOYMENT_CONFIG("DeploymentConfig", "DeploymentConfig", "apps.openshift.io", ""),
  ROLLOUT("Rollout", "Rollout", "argoproj.io"),
  NETWORK_POLICY("NetworkPolicy", PolicyFields::new, "networking.k8s.io", "extensions"),
  SERVICE_CIDR("ServiceCIDR", () -> new RangeFields("ServiceCIDR"), "networking.k8s.io"),
  IP_POOL("IPPool", () -> new RangeFields("IPPool"), "projectcalico.org", "crd.projectcalico.org"),
  NETWORK("Network", () -> new RangeFields("Network"), "config.openshift.io"),
  CLUSTER_NETWORK(
      "ClusterNetwork", () -> new RangeFields("ClusterNetwork"), "network.openshift.io"),
  HOST_SUBNET("HostSubnet", HostSubnetFields::new, "network.openshift.io");

  private static final Map<String, Kind> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(kind -> kind.apiName, k -> k));

  private final String apiName;
  private final Supplier<ObjectFields> reader;
  private final List<String> groups;

  Kind(String apiName, Supplier<ObjectFields> reader, String... groups) {
    this.apiName = apiName;
    this.reader = reader;
    this.groups = Arrays.asList(groups);
  }

  Kind(String apiName, String controller, String... groups) {
    this(apiName, () -> new ControllerFields(controller), groups);
  }

  ObjectFields reader() {
    return reader.get();
  }

  /**
   * The kind of that name, if it matters.
   *
   * @param apiVersion empty when the object does not say: then the name alone decides
   */
  static Optional<Kind> of(String apiVersion, String name) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    return Optional.ofNullable(BY_NAME.get(name))
        .filter(kind -> apiVersion.isEmpty() || kind.groups.contains(group));
  }
}
