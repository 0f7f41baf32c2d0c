// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.lab.Doc;
import dev.netpol.acceptance.lab.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code samples/deploy}: what an API server, a kubelet and a container builder make of it. */
class DeploymentTest {
  private static final Path FOLDER = Repository.ROOT.resolve("samples/deploy");

  /** The fields that the API has, of the types that are used (core/v1 and apps/v1). */
  private static final Map<String, Set<String>> FIELDS =
      Map.ofEntries(
          fields("", "apiVersion kind metadata spec"),
          fields("metadata", "annotations finalizers generateName labels name namespace"),
          fields("spec", "minReadySeconds revisionHistoryLimit selector template updateStrategy"),
          fields("spec.selector", "matchExpressions matchLabels"),
          fields("spec.template", "metadata spec"),
          fields("spec.template.metadata", "annotations labels name namespace"),
          fields(
              "spec.template.spec",
              "activeDeadlineSeconds affinity automountServiceAccountToken containers dnsConfig"
                  + " dnsPolicy enableServiceLinks ephemeralContainers hostAliases hostIPC"
                  + " hostNetwork hostPID hostUsers hostname imagePullSecrets initContainers"
                  + " nodeName nodeSelector os overhead preemptionPolicy priority"
                  + " priorityClassName readinessGates restartPolicy runtimeClassName"
                  + " schedulerName securityContext serviceAccountName setHostnameAsFQDN"
                  + " shareProcessNamespace subdomain terminationGracePeriodSeconds tolerations"
                  + " topologySpreadConstraints volumes"),
          fields("spec.template.spec.tolerations", "effect key operator tolerationSeconds value"),
          fields(
              "spec.template.spec.containers",
              "args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports"
                  + " readinessProbe resizePolicy resources restartPolicy securityContext"
                  + " startupProbe stdin stdinOnce terminationMessagePath"
                  + " terminationMessagePolicy tty volumeDevices volumeMounts workingDir"),
          fields("spec.template.spec.containers.env", "name value valueFrom"),
          fields(
              "spec.template.spec.containers.env.valueFrom",
              "configMapKeyRef fieldRef resourceFieldRef secretKeyRef"),
          fields("spec.template.spec.containers.env.valueFrom.fieldRef", "apiVersion fieldPath"),
          fields(
              "spec.template.spec.containers.securityContext",
              "allowPrivilegeEscalation appArmorProfile capabilities privileged procMount"
                  + " readOnlyRootFilesystem runAsGroup runAsNonRoot runAsUser seLinuxOptions"
                  + " seccompProfile windowsOptions"),
          fields(
              "spec.template.spec.containers.securityContext.appArmorProfile",
              "localhostProfile type"),
          fields("spec.template.spec.containers.securityContext.capabilities", "add drop"),
          fields("spec.template.spec.containers.resources", "claims limits requests"),
          fields("spec.template.spec.containers.resources.limits", "cpu ephemeral-storage memory"),
          fields(
              "spec.template.spec.containers.resources.requests", "cpu ephemeral-storage memory"),
          fields(
              "spec.template.spec.containers.volumeMounts",
              "mountPath mountPropagation name readOnly recursiveReadOnly subPath subPathExpr"),
          fields(
              "spec.template.spec.volumes",
              "configMap csi downwardAPI emptyDir ephemeral hostPath image name nfs"
                  + " persistentVolumeClaim projected secret"),
          fields("spec.template.spec.volumes.hostPath", "path type"),
          fields("spec.template.spec.volumes.emptyDir", "medium sizeLimit"));

  /** Maps whose keys are the user's. */
  private static final Set<String> FREE = Set.of("labels", "matchLabels", "nodeSelector");

  @TempDir Path temporary;

  private Doc daemonSet;
  private Doc pod;
  private Doc container;

  private static Map.Entry<String, Set<String>> fields(String path, String names) {
    return Map.entry(path, Set.of(names.split(" ")));
  }

  @BeforeEach
  void read() throws IOException {
    daemonSet = documents().get(1);
    pod = daemonSet.at("spec", "template", "spec");
    container = pod.at("containers").items().get(0);
  }

  private static List<Doc> documents() throws IOException {
    return Doc.all(FOLDER.resolve("daemonset.yaml"));
  }

  @Test
  void an_api_server_knows_every_field() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Doc object : documents()) {
      unknown("", object, unknown);
    }
    assertThat(unknown).isEmpty();
  }

  private static void unknown(String path, Doc part, List<String> unknown) {
    part.items().forEach(item -> unknown(path, item, unknown));
    for (String name : part.labels().keySet()) {
      String inner = path.isEmpty() ? name : path + "." + name;
      if (!FIELDS.getOrDefault(path, Set.of()).contains(name)) {
        unknown.add(inner);
      }
      if (!FREE.contains(name)) {
        unknown(inner, part.at(name), unknown);
      }
    }
  }

  @Test
  void it_asks_the_api_server_for_nothing() throws IOException {
    assertThat(documents())
        .extracting(it -> it.at("kind").text())
        .containsExactly("Namespace", "DaemonSet");
    assertThat(pod.is("automountServiceAccountToken", "false")).isTrue();
    assertThat(pod.at("serviceAccountName").exists()).isFalse();
  }

  @Test
  void its_parts_fit_each_other() throws IOException {
    assertThat(daemonSet.at("metadata", "namespace"))
        .isEqualTo(documents().get(0).at("metadata", "name"));
    assertThat(daemonSet.at("spec", "template", "metadata", "labels").labels())
        .containsAllEntriesOf(daemonSet.at("spec", "selector", "matchLabels").labels());
    Set<String> volumes = names(pod.at("volumes"));
    assertThat(names(container.at("volumeMounts"))).isEqualTo(volumes);
  }

  private static Set<String> names(Doc list) {
    Set<String> names = new TreeSet<>();
    list.items().forEach(it -> names.add(it.at("name").text()));
    return names;
  }

  @Test
  void the_image_holds_what_is_built() throws IOException {
    String file = Files.readString(FOLDER.resolve("Containerfile"));
    assertThat(file).contains("COPY capture/target/capture.jar ");
    assertThat(Repository.CAPTURE_JAR)
        .isRegularFile()
        .endsWith(Path.of("capture/target/capture.jar"));
  }

  /** Root with no more capabilities than the container has, on this machine. */
  @Test
  void the_capture_runs_with_the_capabilities_that_it_is_left() throws IOException {
    Requirements.check();
    Path trace = temporary.resolve("networktrace.log");
    Program run =
        Program.of("setpriv", "--bounding-set", capabilities(), "--no-new-privs")
            .and(Repository.JAVA.toString(), "-jar", Repository.CAPTURE_JAR.toString());
    for (String argument : container.at("args").texts()) {
      run =
          run.and(
              argument
                  .replace("--host-root=/host", "--host-root=/")
                  .replace("$(NODE_NAME)", "node-1")
                  .replace("/var/log/netpol/networktrace.log", trace.toString()));
    }
    Program.Result result = run.and("--duration=1s", "--strict").run().orFail();

    assertThat(Files.readAllLines(trace).get(0))
        .as(result.err())
        .contains("\"node\":\"node-1\"")
        .contains("\"covers\":{\"connect\":[\"TCP\",\"UDP\"],\"accept\":[\"TCP\",\"UDP\"]}")
        .contains("\"namespaces\":[\"demo\"]");
  }

  private String capabilities() {
    Doc capabilities = container.at("securityContext", "capabilities");
    StringBuilder set = new StringBuilder();
    capabilities
        .at("drop")
        .texts()
        .forEach(it -> set.append(",-").append(it.toLowerCase(Locale.ROOT)));
    capabilities
        .at("add")
        .texts()
        .forEach(it -> set.append(",+").append(it.toLowerCase(Locale.ROOT)));
    return set.substring(1);
  }
}
