// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a command runs with.
 *
 * @param in standard input
 * @param out for data only
 * @param err for everything else
 * @param watched whether someone looks at {@code err}, so that progress is worth drawing
 */
public record Shell(InputStream in, PrintStream out, PrintStream err, boolean watched) {}
