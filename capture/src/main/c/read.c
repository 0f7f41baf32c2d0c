// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <linux/membarrier.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "internal.h"
#include "trouble.h"

/* The programs wake nobody, so whoever waits looks this often. The ring holds far more. */
#define LOOK_MILLIS 20
/* Folds that are taken out of the kernel at once. */
#define BATCH 4096

long long now_millis(void)
{
	struct timespec t = {};

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static void sleep_millis(long long millis)
{
	struct timespec t = { .tv_sec = millis / 1000, .tv_nsec = millis % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

bool capture_choose(struct capture *c, __u64 cgroup, bool wanted)
{
	__u8 value = wanted;
	int error = bpf_map__update_elem(c->kernel->maps.cgroups, &cgroup, sizeof(cgroup), &value,
					 sizeof(value), BPF_ANY);

	/* Those that find no room stay unknown: user space decides about their events. */
	if (error && error != -E2BIG) {
		trouble("cannot tell the kernel which pods are wanted", -error);
		return false;
	}
	return true;
}

ssize_t capture_drain(struct capture *c, char *into, size_t room, int millis)
{
	long long until = now_millis() + millis;

	peers_sweep(c);
	c->at = into;
	c->room = room;
	for (;;) {
		int error = ring_buffer__consume(c->ring);
		long long left = until - now_millis();

		if (error < 0 && error != -ENOSPC && error != -EINTR) {
			trouble("cannot read the ring buffer", -error);
			return -1;
		}
		if (c->at != into || left <= 0)
			return c->at - into;
		sleep_millis(left < LOOK_MILLIS ? left : LOOK_MILLIS);
	}
}

/* Programs that run at the moment have ended when this returns. */
static void wait_for_programs(void)
{
	/* Waits for an RCU grace period, and a program runs within one; else long enough. */
	if (syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0))
		sleep_millis(100);
}

/* Has the other table count from now on, and waits until nobody counts in this one any more. */
static void swap(struct capture *c)
{
	c->kernel->bss->odd ^= 1;
	wait_for_programs();
	c->begun = false;
	c->folds = EMPTYING;
}

static bool next_batch(struct capture *c)
{
	struct bpf_map *table = c->kernel->bss->odd ? c->kernel->maps.folds_even :
						      c->kernel->maps.folds_odd;
	int error;

	c->have = BATCH;
	c->given = 0;
	error = bpf_map_lookup_and_delete_batch(bpf_map__fd(table), c->begun ? &c->cursor : NULL,
						&c->cursor, c->keys, c->batch, &c->have, NULL);
	c->begun = true;
	if (error == -ENOENT) {
		c->folds = EMPTY;
	} else if (error) {
		c->folds = COUNTING;
		c->have = 0;
		trouble("cannot read what was counted", -error);
		return false;
	}
	return true;
}

ssize_t capture_folded(struct capture *c, char *into, size_t room)
{
	size_t fits = room / EVENT_SIZE, done = 0;

	if (!c->kernel->rodata->aggregate)
		return 0;
	if (!c->batch) {
		c->batch = calloc(BATCH, sizeof(*c->batch));
		c->keys = calloc(BATCH, sizeof(*c->keys));
		if (!c->batch || !c->keys) {
			trouble("cannot read what was counted", ENOMEM);
			return -1;
		}
	}
	if (c->folds == COUNTING)
		swap(c);
	while (c->folds == EMPTYING && c->given == c->have)
		if (!next_batch(c))
			return -1;
	while (done < fits && c->given < c->have)
		memcpy(into + done++ * EVENT_SIZE, &c->batch[c->given++], EVENT_SIZE);
	if (done == 0)
		c->folds = COUNTING; /* all is told; the next call begins anew */
	return done * EVENT_SIZE;
}

ssize_t capture_unended(struct capture *c, char *into, size_t room)
{
	struct bpf_map *connecting = c->kernel->maps.connecting;
	struct begun b;
	size_t done = 0;
	__u64 key;

	capture_detach(c);
	wait_for_programs();
	while (done + EVENT_SIZE <= room &&
	       !bpf_map__get_next_key(connecting, NULL, &key, sizeof(key))) {
		int error = bpf_map__lookup_elem(connecting, &key, sizeof(key), &b, sizeof(b), 0);

		if (!error)
			error = bpf_map__delete_elem(connecting, &key, sizeof(key), 0);
		if (error) {
			trouble("cannot read which connects have not ended", -error);
			return -1;
		}
		if (b.event.kind) {
			memcpy(into + done, &b.event, EVENT_SIZE);
			done += EVENT_SIZE;
		}
	}
	return done;
}

static __u64 missed_by(struct bpf_program *p)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);

	return p && !bpf_obj_get_info_by_fd(bpf_program__fd(p), &info, &size) ? info.recursion_misses : 0;
}

/*
 * Where a program is interrupted by what it would see next on the same processor, the kernel leaves
 * it out and counts that.
 */
static __u64 missed(struct capture *c)
{
	__u64 sum = 0;
	size_t i;

	for (i = 0; i < PROGRAMS; i++)
		sum += missed_by(c->programs[i]);
	return sum;
}

bool capture_lost(struct capture *c, __u64 sums[LOST_LAYERS])
{
	int cpus = libbpf_num_possible_cpus();
	__u64 *counts = cpus > 0 ? calloc(cpus, sizeof(*counts)) : NULL;
	int error = counts ? 0 : -ENOMEM;
	__u32 layer;
	int i;

	for (layer = 0; !error && layer < LOST_LAYERS; layer++) {
		error = bpf_map__lookup_elem(c->kernel->maps.lost, &layer, sizeof(layer), counts,
					     cpus * sizeof(*counts), 0);
		sums[layer] = 0;
		for (i = 0; !error && i < cpus; i++)
			sums[layer] += counts[i];
	}
	free(counts);
	sums[LOST_MISSED] += missed(c);
	if (error)
		trouble("cannot read the counters of what was lost", -error);
	return !error;
}
