// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

/**
 * A kernel program that could not be loaded or attached; the capture goes on without it.
 *
 * @param program its section, such as {@code cgroup/recvmsg6}
 * @param reason one sentence
 * @param detail what libbpf and the verifier said, in several lines; may be empty
 */
record Refusal(String program, String reason, String detail) {}
