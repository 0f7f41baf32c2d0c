// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.policy.Modes;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.UsageException;
import java.util.HashMap;
import java.util.Map;

/** What to assume where the NetworkPolicy specification leaves a behaviour open. */
final class ModeOption {
  static final Option MODE =
      Option.list(
          "--mode",
          "NAME=VALUE,...",
          "Assume this where the specification is open:"
              + " ipBlock=match-pods|external-only, hostNetwork=node|pod,"
              + " finishedPods=released|kept, selfViaService=undefined|allowed|denied,"
              + " ownNode=from|from-and-to; the first values are the default.");

  private ModeOption() {}

  /** The modes that the command line asks for. */
  static Modes of(Arguments arguments) {
    Modes modes = Modes.DEFAULT;
    Map<String, String> chosen = new HashMap<>();
    for (String text : arguments.values(MODE)) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new UsageException(
            "option-value", "--mode does not know " + Quoted.of(text) + ": write " + MODE.value());
      }
      String before = chosen.putIfAbsent(text.substring(0, equals), text);
      if (before != null && !before.equals(text)) {
        throw new UsageException(
            "option-value", "--mode has both " + Quoted.of(before) + " and " + Quoted.of(text));
      }
      try {
        modes = modes.with(text.substring(0, equals), text.substring(equals + 1));
      } catch (IllegalArgumentException e) {
        throw new UsageException(
            "option-value",
            "--mode does not know "
                + Quoted.of(text)
                + ": "
                + Quoted.plain(String.valueOf(e.getMessage())));
      }
    }
    return modes;
  }
}
