// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules that the packages of core keep, for packages below {@code root}. */
record Architecture(String root) {

  private static final String FACADE = "facade";

  /** Package to the packages it may use; ARCHITECTURE.md says what each is for. */
  private static final Map<String, List<String>> MAY_USE =
      Map.of(
          "model", List.of(),
          "files", List.of(),
          "trace", List.of("model", "files"),
          "policy", List.of("model", "files"),
          "cluster", List.of("model", "files", "policy"),
          "flow", List.of("model", "trace", "cluster"),
          "advise", List.of("model", "policy", "cluster", "flow"),
          "check", List.of("model", "files", "policy", "cluster", "flow"));

  ArchRule dataFlowsOneWay() {
    var layers =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    layers.layer(FACADE).definedBy(root);
    MAY_USE.keySet().forEach(name -> layers.layer(name).definedBy(root + "." + name + ".."));
    layers.whereLayer(FACADE).mayNotBeAccessedByAnyLayer();
    MAY_USE.forEach(
        (name, uses) -> {
          var layer = layers.whereLayer(name);
          if (uses.isEmpty()) {
            layer.mayNotAccessAnyLayer();
          } else {
            layer.mayOnlyAccessLayers(uses.toArray(String[]::new));
          }
        });
    return layers;
  }

  ArchRule packagesHaveNoCycles() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** A package that the table does not know would be checked by no rule. */
  ArchRule everyPackageIsInTheTable() {
    String[] known =
        Stream.concat(Stream.of(root), MAY_USE.keySet().stream().map(p -> root + "." + p + ".."))
            .toArray(String[]::new);
    return classes().should().resideInAnyPackage(known);
  }

  ArchRule packagesAreNullMarked() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("live in a package that says @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean marked =
                    type.getPackage()
                        .tryGetPackageInfo()
                        .map(p -> p.isAnnotatedWith(NullMarked.class))
                        .orElse(false);
                events.add(
                    new SimpleConditionEvent(
                        type, marked, type.getPackageName() + " has no @NullMarked package-info"));
              }
            });
  }

  /** Callers must not come to depend on the libraries that core happens to use. */
  ArchRule publicSignaturesUseNoForeignTypes() {
    return classes()
        .that()
        .arePublic()
        .should(
            new ArchCondition<JavaClass>("mention no foreign types in public signatures") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getMembers().stream()
                    .filter(m -> isPromised(m))
                    .forEach(m -> foreign(m).forEach(f -> events.add(leak(m, f))));
              }
            })
        .allowEmptyShould(true);
  }

  private static ConditionEvent leak(JavaMember member, JavaClass foreign) {
    return SimpleConditionEvent.violated(member, member.getFullName() + ": " + foreign.getName());
  }

  private static boolean isPromised(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private Stream<JavaClass> foreign(JavaMember member) {
    Stream<? extends JavaType> types = Stream.of();
    if (member instanceof JavaField field) {
      types = Stream.of(field.getType());
    } else if (member instanceof JavaCodeUnit unit) {
      types =
          Stream.of(
                  List.of(unit.getReturnType()), unit.getParameterTypes(), unit.getExceptionTypes())
              .flatMap(List::stream);
    }
    return types.flatMap(t -> t.getAllInvolvedRawTypes().stream()).filter(t -> !isOurs(t));
  }

  private boolean isOurs(JavaClass type) {
    String home = type.getBaseComponentType().getPackageName();
    return type.getBaseComponentType().isPrimitive()
        || home.startsWith("java.")
        || home.equals(root)
        || home.startsWith(root + ".");
  }
}
