// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kinds that matter, and the API groups in which they do: there are other kinds named Service,
 * Node or NetworkPolicy. The only list of them.
 */
enum Kind {
  NAMESPACE("Namespace", ""),
  NODE("Node", ""),
  POD("Pod", ""),
  SERVICE("Service", ""),
  ENDPOINTS("Endpoints", ""),
  ENDPOINT_SLICE("EndpointSlice", "discovery.k8s.io"),
  REPLICATION_CONTROLLER("ReplicationController", ""),
  REPLICA_SET("ReplicaSet", "apps", "extensions"),
  DEPLOYMENT("Deployment", "apps", "extensions"),
  STATEFUL_SET("StatefulSet", "apps"),
  DAEMON_SET("DaemonSet", "apps", "extensions"),
  JOB("Job", "batch"),
  CRON_JOB("CronJob", "batch"),
  DEPLOYMENT_CONFIG("DeploymentConfig", "apps.openshift.io", ""),
  ROLLOUT("Rollout", "argoproj.io"),
  NETWORK_POLICY("NetworkPolicy", "networking.k8s.io", "extensions"),
  SERVICE_CIDR("ServiceCIDR", "networking.k8s.io"),
  IP_POOL("IPPool", "projectcalico.org", "crd.projectcalico.org"),
  NETWORK("Network", "config.openshift.io"),
  CLUSTER_NETWORK("ClusterNetwork", "network.openshift.io"),
  HOST_SUBNET("HostSubnet", "network.openshift.io");

  private static final Map<String, Kind> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(kind -> kind.apiName, k -> k));

  private final String apiName;
  private final List<String> groups;

  Kind(String apiName, String... groups) {
    this.apiName = apiName;
    this.groups = Arrays.asList(groups);
  }

  String apiName() {
    return apiName;
  }

  ObjectFields reader() {
    return switch (this) {
      case NAMESPACE -> new NamespaceFields();
      case NODE -> new NodeFields();
      case POD -> new PodFields();
      case SERVICE -> new ServiceFields();
      case ENDPOINTS -> new EndpointsFields();
      case ENDPOINT_SLICE -> new EndpointSliceFields();
      case REPLICATION_CONTROLLER,
          REPLICA_SET,
          DEPLOYMENT,
          STATEFUL_SET,
          DAEMON_SET,
          JOB,
          CRON_JOB,
          DEPLOYMENT_CONFIG,
          ROLLOUT ->
          new ControllerFields(apiName);
      case NETWORK_POLICY -> new PolicyFields();
      case SERVICE_CIDR, IP_POOL, NETWORK, CLUSTER_NETWORK -> new RangeFields(apiName);
      case HOST_SUBNET -> new HostSubnetFields();
    };
  }

  /**
   * The kind of that name, if it matters.
   *
   * <p>Of a group every version counts: what is wrong with one is for the reader of the kind to
   * say.
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
