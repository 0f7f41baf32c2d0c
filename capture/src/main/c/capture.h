// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
/* The kernel programs, loaded and attached. What fails leaves its reason in trouble.h. */
#ifndef NETPOL_CAPTURE_H
#define NETPOL_CAPTURE_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "event.h"

struct settings {
	const char *cgroups; /* mount of the cgroup2 hierarchy */
	__u32 ring_bytes;
	__u32 map_entries;
	__u32 udp_millis; /* after so long a conversation over UDP is forgotten */
	bool aggregate;
	const struct range *ranges;
	size_t range_count;
	bool may_run_first; /* whether to use what kernels before 6.15 do not have */
	bool others; /* whether peers in none of the ranges are wanted */
};

struct capture;

/* Loads the programs of these sections; NULL when one does not load. */
struct capture *capture_open(const struct settings *settings, const char **sections, size_t count);

/* Attaches the one of that index; where that fails, the others are not affected. */
bool capture_attach(struct capture *c, size_t index);

bool capture_choose(struct capture *c, __u64 cgroup, bool wanted);

/* Whole events into a buffer, waiting so long for the first; gives bytes, or -1. */
ssize_t capture_drain(struct capture *c, char *into, size_t room, int millis);

/* What was counted in the kernel; to be called until it gives 0. */
ssize_t capture_folded(struct capture *c, char *into, size_t room);

/*
 * Connects over TCP that have begun and not ended, as far as was seen; to be called until it leaves
 * room for one more. Nothing is recorded from then on; what was is still to be drained.
 */
ssize_t capture_unended(struct capture *c, char *into, size_t room);

/* The counters by enum lost_layer, summed over processors. */
bool capture_lost(struct capture *c, __u64 sums[LOST_LAYERS]);

void capture_close(struct capture *c);

#endif
