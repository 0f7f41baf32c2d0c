// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netpol.SharedData;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every verdict and field path of the API server's validation, in the shared folder {@code
 * conformance/kubernetes-networkpolicy-validation}.
 */
class ValidationConformanceTest {

  private static final int FILES = 76;
  private static final int DEFAULTS = 7;

  private static final Map<String, String> CODES =
      Map.of(
          "Required", "required",
          "Invalid", "invalid",
          "Forbidden", "forbidden",
          "NotSupported", "not-supported",
          "Decode", "decode");

  @Test
  void every_manifest_gets_the_verdict_of_the_api_server() throws IOException {
    Path root = SharedData.path("conformance/kubernetes-networkpolicy-validation");
    SortedSet<String> unmatched = manifests(root);
    List<String> wrong = new ArrayList<>();
    int fields = 0;
    int files = 0;
    for (JsonNode entry : Manifests.json(root.resolve("expected.json"))) {
      String file = entry.path("file").asText();
      assertThat(unmatched.remove(file)).as(file + " is here, once").isTrue();
      files++;
      JsonNode expected = entry.path("expected");
      ReadPolicies read = PolicyYaml.read(root.resolve(file));
      SortedSet<String> errors = expectedErrors(expected);
      SortedSet<String> strict = strict(expected);
      fields += errors.size() + strict.size();
      if (!found(read, Diagnostic.Severity.ERROR).equals(errors)
          || !found(read, Diagnostic.Severity.WARNING).equals(strict)) {
        wrong.add(file + ": expected " + errors + strict + ", was " + read.diagnostics());
      }
      boolean accepted = expected.path("verdict").asText().startsWith("accepted");
      if (accepted == read.policies().isEmpty()) {
        wrong.add(file + ": " + expected.path("verdict") + ", was " + read.policies());
      }
    }
    System.out.println(
        "kubernetes-networkpolicy-validation: " + files + " manifests, " + fields + " fields");
    assertThat(wrong).isEmpty();
    assertThat(unmatched).as("manifests without an expectation").isEmpty();
    assertThat(files).isGreaterThanOrEqualTo(FILES);
  }

  @Test
  void policy_types_are_defaulted_as_the_api_server_does() throws IOException {
    Path file = SharedData.path("conformance/kubernetes-networkpolicy-validation/defaulting.json");
    int cases = 0;
    for (JsonNode it : Manifests.json(file)) {
      String name = it.path("name").asText();
      ReadPolicies read = PolicyYaml.parse(it.path("policy").toString(), name);
      assertThat(read.diagnostics()).as(name).isEmpty();
      List<String> types = new ArrayList<>();
      it.path("expectedPolicyTypes").forEach(type -> types.add(type.asText()));
      assertThat(read.policies().get(0).policyTypes())
          .as(name)
          .extracting(Direction::policyType)
          .containsExactlyInAnyOrderElementsOf(types);
      cases++;
    }
    assertThat(cases).isGreaterThanOrEqualTo(DEFAULTS);
  }

  private static SortedSet<String> manifests(Path root) throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return new TreeSet<>(
          all.map(it -> it.getFileName().toString()).filter(it -> it.endsWith(".yaml")).toList());
    }
  }

  /** {@code code field} of each error; our strictness includes the server's strict decoding. */
  private static SortedSet<String> expectedErrors(JsonNode expected) {
    SortedSet<String> errors = new TreeSet<>();
    for (JsonNode error : expected.path("errors")) {
      String code = CODES.get(error.path("type").asText());
      // "decode: spec.podSelector expected ...": those have their field in the text.
      String field =
          code.equals("decode")
              ? error.path("detail").asText().split(" ")[1]
              : error.path("field").asText();
      errors.add(code + " " + field);
    }
    for (JsonNode field : expected.path("unknown_fields_strict_decoding")) {
      errors.add("unknown-field " + field.asText());
    }
    return errors;
  }

  private static SortedSet<String> strict(JsonNode expected) {
    SortedSet<String> fields = new TreeSet<>();
    for (JsonNode it : expected.path("strict_cidr_rejected_from_1_36")) {
      fields.add("strict-cidr " + it.path("field").asText());
    }
    return fields;
  }

  private static SortedSet<String> found(ReadPolicies read, Diagnostic.Severity severity) {
    SortedSet<String> found = new TreeSet<>();
    for (Diagnostic it : read.diagnostics()) {
      if (it.severity() == severity) {
        assertThat(it.at().line()).as(it.message()).isPositive();
        assertThat(it.at().column()).as(it.message()).isPositive();
        found.add(it.code() + " " + it.message().split("[ :]")[0]);
      }
    }
    return found;
  }
}
