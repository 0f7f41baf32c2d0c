/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* How an event reaches user space: through the ring, or counted with those that are like it. */
#ifndef NETPOL_SEND_BPF_H
#define NETPOL_SEND_BPF_H

#include "kernel.bpf.h"
#include "event.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 8 * 1024 * 1024);
} events SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, LOST_LAYERS);
	__type(key, __u32);
	__type(value, __u64);
} lost SEC(".maps");

/*
 * Two tables: while user space empties one, the other counts. So nothing counts in a table that is
 * being emptied, and no count is lost.
 */
struct folds {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, struct fold_key);
	__type(value, struct event);
};
struct folds folds_even SEC(".maps");
struct folds folds_odd SEC(".maps");

const volatile __u8 aggregate;
/* Which of the two counts; changed by user space. */
volatile __u32 odd;

static __always_inline void count_lost(__u32 layer)
{
	__u64 *count = bpf_map_lookup_elem(&lost, &layer);

	/* A program in an interrupt may count between reading and writing. */
	if (count)
		__sync_fetch_and_add(count, 1);
}

/* The reader comes by itself every few milliseconds: waking it would cost more than the event. */
static __always_inline void send_bytes(void *data, __u64 size)
{
	if (bpf_ringbuf_output(&events, data, size, BPF_RB_NO_WAKEUP))
		count_lost(LOST_RINGBUF);
}

static __always_inline int count_again(void *table, struct fold_key *key, __u64 time)
{
	struct event *first = bpf_map_lookup_elem(table, key);

	if (!first)
		return 0;
	__sync_fetch_and_add(&first->count, 1);
	first->last = time;
	return 1;
}

/* Whether it is counted: not when the table is full. Several processors may be first at once. */
static __always_inline int fold_into(void *table, struct fold_key *key, struct event *e)
{
	return count_again(table, key, e->time) ||
	       !bpf_map_update_elem(table, key, e, BPF_NOEXIST) ||
	       count_again(table, key, e->time);
}

static __always_inline int fold(struct event *e)
{
	struct fold_key key = {
		.cgroup = e->cgroup,
		.netns = e->netns,
		.dport = e->dport,
		.error = e->error,
		.requested_port = e->requested_port,
		.requested_family = e->requested_family,
		.kind = e->kind,
		.family = e->family,
		.protocol = e->protocol,
		.outcome = e->outcome,
		.flags = e->flags,
	};

	__builtin_memcpy(key.saddr, e->saddr, sizeof(key.saddr));
	__builtin_memcpy(key.daddr, e->daddr, sizeof(key.daddr));
	__builtin_memcpy(key.requested, e->requested, sizeof(key.requested));
	__builtin_memcpy(key.comm, e->comm, sizeof(key.comm));
	return odd ? fold_into(&folds_odd, &key, e) : fold_into(&folds_even, &key, e);
}

static __always_inline void send(struct event *e)
{
	e->last = e->time;
	e->count = 1;
	if (aggregate && fold(e))
		return;
	send_bytes(e, sizeof(*e));
}

#endif
