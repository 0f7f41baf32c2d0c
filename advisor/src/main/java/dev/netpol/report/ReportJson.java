// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.policy.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report for programs: its values, named and in the order that the records have. An empty text is
 * left out; a list is always there.
 */
public final class ReportJson {
  private ReportJson() {}

  /** The whole of it, in UTF-8. */
  public static byte[] of(Report report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      JsonText.write(fields(report), out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array does not fail", e);
    }
    return out.toByteArray();
  }

  private static Object value(Object value) {
    if (value instanceof Record it) {
      return fields(it);
    }
    if (value instanceof List<?> it) {
      return it.stream().map(ReportJson::value).toList();
    }
    return value;
  }

  // Once for what a reader sees and once for what a program does would be twice to keep in step.
  private static Map<String, Object> fields(Record of) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : of.getClass().getRecordComponents()) {
      Object value = value(read(component, of));
      if (!value.equals("")) {
        fields.put(component.getName(), value);
      }
    }
    return fields;
  }

  private static Object read(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("records of a report are public", e);
    }
  }
}
