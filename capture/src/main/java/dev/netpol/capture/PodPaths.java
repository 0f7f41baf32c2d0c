// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads pod and container from the path of a cgroup, as kubelet and the container runtimes name
 * them: drivers systemd and cgroupfs; containerd, CRI-O, docker, podman; static pods; nodes that
 * are containers themselves (kind, minikube).
 */
final class PodPaths {
  private static final String HEX = "[0-9a-f]";

  /** The systemd driver writes {@code _} for {@code -}; a static pod's uid has neither. */
  private static final Pattern POD =
      Pattern.compile(
          "[/-]pod(H{8}(?:[-_]H{4}){3}[-_]H{12}|H{32})(?:\\.slice)?(?=[/:]|$)".replace("H", HEX));

  /** As a scope, as a bare folder, or the last of three parts. */
  private static final Pattern CONTAINER =
      Pattern.compile("(?:^|[/:]|[a-z]-)(" + HEX + "{64})(?:\\.scope)?(?=/|$)");

  /** CRI-O's monitor of a container stands beside the container and has its id. */
  private static final Pattern MONITOR = Pattern.compile("/crio-conmon-[^/]*");

  private PodPaths() {}

  /**
   * The owner of a cgroup's folder: the innermost pod, and the innermost container in it. Outside
   * pods, the innermost container that the folder is in.
   *
   * @param path as below the mount of the hierarchy, {@code /kubepods.slice/...}
   */
  static Owner of(String path) {
    Matcher pod = POD.matcher(path);
    String uid = "";
    int below = 0;
    // The last: a node that is a pod itself names two.
    while (pod.find()) {
      uid = pod.group(1).replace('_', '-');
      below = pod.end();
    }
    return new Owner(uid, last(MONITOR.matcher(path.substring(below)).replaceAll("")));
  }

  private static String last(String path) {
    Matcher container = CONTAINER.matcher(path);
    String id = "";
    while (container.find()) {
      id = container.group(1);
    }
    return id;
  }
}
