// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include "internal.h"

/* Part of the time after which peers are forgotten. */
#define SWEEPS 12
#define BATCH 4096

struct batch {
	struct peer_key keys[BATCH];
	struct peer values[BATCH];
};

/* As the kernel programs have it, which take such a one for unknown already. */
static bool is_forgotten(struct capture *c, const struct peer *p, __u64 now)
{
	return p->last < now && now - p->last > (p->both ? c->kernel->rodata->both_ways_ns :
							   c->kernel->rodata->one_way_ns);
}

static __u64 now_boot(void)
{
	struct timespec t = {};

	clock_gettime(CLOCK_BOOTTIME, &t);
	return t.tv_sec * 1000000000ULL + t.tv_nsec;
}

/* Looked at once more, because it may have been heard of since the batch was read. */
static void forget(struct capture *c, const struct peer_key *key, __u64 now)
{
	int table = bpf_map__fd(c->kernel->maps.peers);
	struct peer current;

	if (!bpf_map_lookup_elem(table, key, &current) && is_forgotten(c, &current, now))
		bpf_map_delete_elem(table, key);
}

static void sweep(struct capture *c, struct batch *b)
{
	int table = bpf_map__fd(c->kernel->maps.peers);
	__u64 now = now_boot();
	__u32 cursor, count, i;
	bool begun = false;
	int error;

	do {
		count = BATCH;
		error = bpf_map_lookup_batch(table, begun ? &cursor : NULL, &cursor, b->keys, b->values,
					     &count, NULL);
		/* Anything but the end is left to the next sweep: a full table is counted as loss. */
		if (error && error != -ENOENT)
			return;
		for (i = 0; i < count; i++)
			if (is_forgotten(c, &b->values[i], now))
				forget(c, &b->keys[i], now);
		begun = true;
	} while (!error);
}

void peers_sweep(struct capture *c)
{
	long long now = now_millis();
	struct batch *b;

	if (now - c->swept < (long long)(c->kernel->rodata->both_ways_ns / 1000000 / SWEEPS))
		return;
	c->swept = now;
	b = malloc(sizeof(*b));
	if (b)
		sweep(c, b);
	free(b);
}
