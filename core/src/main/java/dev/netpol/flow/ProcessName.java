// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

/**
 * A name under which events of the same ends were seen.
 *
 * @param number which tells it from all others of the same {@link ProcessNames}
 * @param ends number of the texts that say where it runs and whom it talks to
 * @param comm may be empty
 * @param exe may be empty
 */
record ProcessName(int number, int ends, String comm, String exe) {}
