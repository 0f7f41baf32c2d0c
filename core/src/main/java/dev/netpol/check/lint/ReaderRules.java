// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;
import java.util.List;

/** What the reader of policies complains about: its codes, so that they are documented alike. */
final class ReaderRules {

  static final List<LintRule> ALL =
      List.of(
          error(
              "decode",
              "a value of another type than its field",
              "The API server decodes a manifest into typed fields: a port is a number or a name, a"
                  + " label's value a string. YAML reads on, yes, 1.5 and the like as something"
                  + " else than text.",
              "write a value of that type; put text in quotes that YAML would read otherwise"),
          error(
              "duplicate-key",
              "a key that stands in one mapping twice",
              "Only one of the two would count, and programs differ in which.",
              "remove one, or join what stands below them"),
          error(
              "duplicate-policy",
              "two policies with one namespace and name",
              "Of two manifests with one name the last one applied replaces the other, and which is"
                  + " last depends on the order of files.",
              "rename or remove one"),
          error(
              "forbidden",
              "a field that excludes another one",
              "The API server refuses the policy.",
              "keep one of the two, or write two entries"),
          error(
              "invalid",
              "a value that the API server refuses",
              "The API server refuses the policy.",
              "follow the rule in the message"),
          error(
              "not-supported",
              "a value that is none of those there are",
              "The API server refuses the policy. The names of protocols and policy types are spelled"
                  + " exactly so.",
              "write one of the values in the message"),
          new LintRule(
              "null-rule",
              Severity.WARNING,
              Needs.TEXT,
              "a rule that is null",
              "An item that is left empty decodes to the empty rule, which admits everything.",
              "write {} if that is meant, else remove the item"),
          error(
              "required",
              "a field that has to be there",
              "The API server refuses the policy.",
              "add the field"),
          new LintRule(
              "strict-cidr",
              Severity.WARNING,
              Needs.TEXT,
              "a CIDR spelled in a way that newer API servers refuse",
              "Programs disagree about what leading zeros and bits beyond the prefix mean. API servers"
                  + " from Kubernetes 1.36 on refuse them in new policies.",
              "write the block as the message has it"),
          error(
              "unknown-field",
              "a field that there is not",
              "An API server that is not asked to be strict drops it with a warning. What is left"
                  + " often means the opposite: an egress rule with from instead of to admits"
                  + " everything.",
              "correct the name, or move it where it belongs"),
          error(
              "yaml-syntax",
              "a text that is not YAML",
              "Nothing in the document can be read.",
              "check the indentation, and put text with special characters in quotes"));

  private ReaderRules() {}

  private static LintRule error(String id, String title, String why, String mend) {
    return new LintRule(id, Severity.ERROR, Needs.TEXT, title, why, mend);
  }
}
