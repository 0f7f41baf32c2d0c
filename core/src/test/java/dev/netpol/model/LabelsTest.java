// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LabelsTest {

  @Test
  void are_sorted_and_do_not_change() {
    Map<String, String> map = new HashMap<>(Map.of("b", "2", "a", "1"));
    Labels labels = Labels.of(map);
    map.put("c", "3");
    assertThat(labels).hasToString("a=1,b=2");
    assertThat(labels.asMap()).containsOnlyKeys("a", "b");
    assertThatThrownBy(() -> labels.asMap().put("x", "y"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void an_absent_key_is_not_an_empty_value() {
    assertThat(Labels.of("a", "").value("a")).contains("");
    assertThat(Labels.NONE.value("a")).isEmpty();
    assertThat(Labels.of("a", "").containsAll(Labels.NONE)).isTrue();
    assertThat(Labels.NONE.containsAll(Labels.of("a", ""))).isFalse();
  }

  @Test
  void keys_can_be_left_out() {
    Labels labels = Labels.of(Map.of("app", "web", "job-name", "x"));
    assertThat(labels.without("job-name"::equals)).isEqualTo(Labels.of("app", "web"));
    assertThat(labels.without(key -> true)).isEqualTo(Labels.NONE);
  }

  @Property(tries = 300)
  void what_is_common_is_in_both(
      @ForAll @Size(max = 4)
          Map<@AlphaChars @StringLength(1) String, @AlphaChars @StringLength(1) String> one,
      @ForAll @Size(max = 4)
          Map<@AlphaChars @StringLength(1) String, @AlphaChars @StringLength(1) String> two) {
    Labels left = Labels.of(one);
    Labels right = Labels.of(two);
    Labels common = left.common(right);
    assertThat(common).isEqualTo(right.common(left));
    assertThat(left.containsAll(common) && right.containsAll(common)).isTrue();
    one.forEach(
        (key, value) ->
            assertThat(common.value(key).filter(value::equals).isPresent())
                .isEqualTo(value.equals(two.get(key))));
  }
}
