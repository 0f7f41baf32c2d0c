// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final Architecture OURS = new Architecture("dev.netpol");
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.netpol");

  /** Small packages that break every rule, to see that the rules see. */
  private static final Architecture FAULTY = new Architecture("planted");

  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

  @Test
  void data_flows_one_way() {
    OURS.dataFlowsOneWay().check(MAIN);
  }

  @Test
  void packages_have_no_cycles() {
    OURS.packagesHaveNoCycles().check(MAIN);
  }

  @Test
  void every_package_is_in_the_table() {
    OURS.everyPackageIsInTheTable().check(MAIN);
  }

  @Test
  void packages_are_null_marked() {
    OURS.packagesAreNullMarked().check(MAIN);
  }

  @Test
  void public_signatures_use_no_foreign_types() {
    OURS.publicSignaturesUseNoForeignTypes().check(MAIN);
  }

  @Test
  void sees_a_package_that_uses_what_stands_above_it() {
    assertThat(faults(FAULTY.dataFlowsOneWay())).contains("planted.model.Upward");
  }

  @Test
  void sees_a_cycle() {
    assertThat(faults(FAULTY.packagesHaveNoCycles())).contains("Cycle detected");
  }

  @Test
  void sees_a_package_that_nobody_planned() {
    assertThat(faults(FAULTY.everyPackageIsInTheTable())).contains("planted.extra.Stray");
  }

  @Test
  void sees_a_package_without_null_marks() {
    assertThat(faults(FAULTY.packagesAreNullMarked())).contains("planted.extra has no");
  }

  @Test
  void sees_foreign_types_also_inside_generics_and_arrays() {
    assertThat(faults(FAULTY.publicSignaturesUseNoForeignTypes()))
        .contains("planted.policy.Leaky.result()")
        .contains("planted.policy.Leaky.accept([Lcom.fasterxml.jackson.databind.JsonNode;)")
        .contains("planted.policy.Leaky.inner()")
        .doesNotContain("hidden");
  }

  private static String faults(ArchRule rule) {
    EvaluationResult result = rule.evaluate(PLANTED);
    return String.join("\n", result.getFailureReport().getDetails());
  }
}
