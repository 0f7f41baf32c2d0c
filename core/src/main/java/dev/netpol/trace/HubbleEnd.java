// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * What a flow of Hubble's says of one end. A pod is named where the agent knows it; behind a proxy,
 * or when it is gone, only its labels are there, which Cilium calls an identity.
 */
record HubbleEnd(JsonValues<HubbleKey> values, Keys keys) {

  private static final String NAMESPACE = "\"k8s:io.kubernetes.pod.namespace=";

  // cilium, pkg/identity/numericidentity.go
  private static final int HOST = 1;
  private static final int UNMANAGED = 3;
  private static final int HEALTH = 4;
  private static final int INIT = 5;
  private static final int REMOTE_NODE = 6;
  private static final int INGRESS = 8;

  /** Identities from here on are of endpoints of the cluster, or of the clusters that it knows; */
  private static final int ENDPOINTS = 256;

  /** and from here on of blocks of addresses and of nodes. */
  private static final int BLOCKS = 1 << 24;

  /** Where it stands. */
  enum Keys {
    SOURCE,
    DESTINATION;

    HubbleKey labels() {
      return this == SOURCE ? HubbleKey.SOURCE_LABELS : HubbleKey.DESTINATION_LABELS;
    }
  }

  private String text(HubbleKey source, HubbleKey destination) {
    return values.text(keys == Keys.SOURCE ? source : destination);
  }

  String address() {
    return text(HubbleKey.SOURCE_IP, HubbleKey.DESTINATION_IP);
  }

  String ownerKind() {
    return text(HubbleKey.SOURCE_KIND, HubbleKey.DESTINATION_KIND);
  }

  String owner() {
    return text(HubbleKey.SOURCE_WORKLOAD, HubbleKey.DESTINATION_WORKLOAD);
  }

  String serviceNamespace() {
    return text(HubbleKey.SOURCE_SERVICE_NAMESPACE, HubbleKey.DESTINATION_SERVICE_NAMESPACE);
  }

  String service() {
    return text(HubbleKey.SOURCE_SERVICE, HubbleKey.DESTINATION_SERVICE);
  }

  /** The first of the names that its address was looked up by. */
  String lookedUp() {
    return text(HubbleKey.SOURCE_NAME, HubbleKey.DESTINATION_NAME);
  }

  /**
   * Who it is; nobody where only its address tells.
   *
   * @param node that wrote the flow
   * @param labels the pod's, as JSON
   */
  Identity identity(String node, byte[] labels) {
    String pod = text(HubbleKey.SOURCE_POD, HubbleKey.DESTINATION_POD);
    String namespace = text(HubbleKey.SOURCE_NAMESPACE, HubbleKey.DESTINATION_NAMESPACE);
    if (!pod.isEmpty()) {
      return Identity.pod(namespace, pod, "");
    }
    String written = values.written(keys.labels());
    long number =
        values.number(
            keys == Keys.SOURCE ? HubbleKey.SOURCE_IDENTITY : HubbleKey.DESTINATION_IDENTITY, 0);
    // A mask of fields may have left the labels only.
    if (number == HOST || (number == 0 && written.contains("\"reserved:host\""))) {
      return new Identity(Identity.Kind.HOST, "", node, "");
    }
    if (number == REMOTE_NODE) {
      return new Identity(Identity.Kind.HOST, "", "", "");
    }
    boolean endpoint = number >= ENDPOINTS && number < BLOCKS;
    int at = written.indexOf(NAMESPACE);
    if (!endpoint && !(number == 0 && at >= 0)) {
      return reserved(number);
    }
    if (namespace.isEmpty() && at >= 0) {
      int from = at + NAMESPACE.length();
      namespace = written.substring(from, Math.max(from, written.indexOf('"', from)));
    }
    String named = labels.length == 0 ? "" : Json.labels(labels, 0, labels.length).toString();
    return new Identity(
        Identity.Kind.UNNAMED, namespace, named.isEmpty() ? "identity " + number : named, "");
  }

  private static Identity reserved(long number) {
    return switch ((int) number) {
      case UNMANAGED -> unnamed("reserved:unmanaged");
      case HEALTH -> unnamed("reserved:health");
      case INIT -> unnamed("reserved:init");
      case INGRESS -> unnamed("reserved:ingress");
      default -> Identity.NONE;
    };
  }

  private static Identity unnamed(String label) {
    return new Identity(Identity.Kind.UNNAMED, "", label, "");
  }
}
