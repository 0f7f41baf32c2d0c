// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only)
/*
 * Who connects to whom. User space loads of the programs in here those that it wants and that the
 * kernel takes; each stands beside what it needs:
 *
 *   tcp.bpf.h      connects with their outcome, and accepts
 *   udp.bpf.h      conversations, and what applications ask for when they connect
 *   process.bpf.h  programs that start, processes that end
 *
 * All of them ask wanted.bpf.h what to leave out, and hand over what is left by send.bpf.h.
 */
#include "tcp.bpf.h"
#include "udp.bpf.h"
#include "process.bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";
