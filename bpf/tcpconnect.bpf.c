// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only)
/*
 * TCP connections as they come to be, from both sides, by the one tracepoint that tells the outcome
 * as well: sock:inet_sock_set_state.
 *
 *   CLOSE -> SYN_SENT        connect() in the process that asks; its source port is not chosen yet
 *   SYN_SENT -> ESTABLISHED  it succeeded; runs in whatever process the answer interrupts
 *   SYN_SENT -> CLOSE        it did not: sk_err says why, 0 that the application gave up
 *   SYN_RECV -> ESTABLISHED  a listening socket got one; again in any process
 *
 * So the process is remembered at the first, and a listener's identity is its socket's.
 */
#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include "event.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

#define AF_INET 2
#define AF_INET6 10
#define IPPROTO_TCP 6
#define TCP_ESTABLISHED 1
#define TCP_SYN_SENT 2
#define TCP_SYN_RECV 3
#define TCP_CLOSE 7
#define ECONNREFUSED 111
#define ETIMEDOUT 110

/* The few kernel structures, by name: CO-RE finds the fields wherever this kernel has them. */
#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)
struct in6_addr {
	union {
		__u8 u6_addr8[16];
		__be32 u6_addr32[4];
	} in6_u;
};
struct ns_common {
	unsigned int inum;
};
struct net {
	struct ns_common ns;
};
typedef struct {
	struct net *net;
} possible_net_t;
struct sock_common {
	__be32 skc_daddr;
	__be32 skc_rcv_saddr;
	__be16 skc_dport;
	__u16 skc_num;
	unsigned short skc_family;
	possible_net_t skc_net;
	struct in6_addr skc_v6_daddr;
	struct in6_addr skc_v6_rcv_saddr;
};
struct kernfs_node {
	__u64 id;
};
struct cgroup {
	struct kernfs_node *kn;
};
struct sock_cgroup_data {
	struct cgroup *cgroup;
};
struct sock {
	struct sock_common __sk_common;
	__u16 sk_protocol;
	int sk_err;
	struct sock_cgroup_data sk_cgrp_data;
};
struct inet_sock {
	struct sock sk;
	__be16 inet_sport;
};
struct trace_event_raw_inet_sock_set_state {
	const void *skaddr;
	int oldstate;
	int newstate;
};
#pragma clang attribute pop

/* Who began a connect, until its outcome is known. */
struct begun {
	__u64 time;
	__u64 cgroup;
	__u32 pid;
	__u8 comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, __u64);
	__type(value, struct begun);
} connecting SEC(".maps");

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

static __always_inline void count_lost(__u32 layer)
{
	__u64 *count = bpf_map_lookup_elem(&lost, &layer);

	if (count)
		(*count)++;
}

static __always_inline void copy_v6(__u8 *to, const struct in6_addr *from)
{
	bpf_core_read(to, 16, from);
}

/* ::ffff:a.b.c.d becomes a.b.c.d. */
static __always_inline int is_mapped(const __u8 *ip)
{
	const __u32 *words = (const __u32 *)ip;

	return words[0] == 0 && words[1] == 0 && words[2] == bpf_htonl(0xffff);
}

static __always_inline void to_v4(__u8 *ip)
{
	__u32 *words = (__u32 *)ip;

	words[0] = words[3];
	words[1] = words[2] = words[3] = 0;
}

/* Fills in addresses and ports: local and remote are ours and theirs. */
static __always_inline void addresses(struct event *e, struct sock *sk, __u8 *local, __u8 *remote)
{
	if (BPF_CORE_READ(sk, __sk_common.skc_family) == AF_INET) {
		e->family = 4;
		*(__u32 *)local = BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr);
		*(__u32 *)remote = BPF_CORE_READ(sk, __sk_common.skc_daddr);
		return;
	}
	e->family = 6;
	copy_v6(local, &sk->__sk_common.skc_v6_rcv_saddr);
	copy_v6(remote, &sk->__sk_common.skc_v6_daddr);
	if (is_mapped(remote)) {
		e->family = 4;
		to_v4(local);
		to_v4(remote);
	}
}

static __always_inline struct event *reserve(struct sock *sk)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);

	if (!e) {
		count_lost(LOST_RINGBUF);
		return 0;
	}
	__builtin_memset(e, 0, sizeof(*e));
	e->time = bpf_ktime_get_boot_ns();
	e->netns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
	e->protocol = IPPROTO_TCP;
	e->count = 1;
	return e;
}

static __always_inline void begin(struct sock *sk)
{
	__u64 key = (__u64)(unsigned long)sk;
	struct begun b = {};

	b.time = bpf_ktime_get_boot_ns();
	b.cgroup = BPF_CORE_READ(sk, sk_cgrp_data.cgroup, kn, id);
	b.pid = bpf_get_current_pid_tgid() >> 32;
	bpf_get_current_comm(b.comm, sizeof(b.comm));
	if (bpf_map_update_elem(&connecting, &key, &b, BPF_ANY))
		count_lost(LOST_STASH);
}

static __always_inline void end(struct sock *sk, int newstate)
{
	__u64 key = (__u64)(unsigned long)sk;
	struct begun *b = bpf_map_lookup_elem(&connecting, &key);
	struct event *e = reserve(sk);
	int err;

	if (!e)
		goto forget;
	e->kind = EVENT_CONNECT;
	addresses(e, sk, e->saddr, e->daddr);
	/* At CLOSE the kernel has given skc_num back already. */
	e->sport = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
	e->dport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	if (b) {
		e->elapsed = e->time - b->time;
		e->cgroup = b->cgroup;
		e->pid = b->pid;
		__builtin_memcpy(e->comm, b->comm, sizeof(e->comm));
	} else {
		e->cgroup = BPF_CORE_READ(sk, sk_cgrp_data.cgroup, kn, id);
	}
	err = BPF_CORE_READ(sk, sk_err);
	if (newstate == TCP_ESTABLISHED) {
		e->outcome = OUTCOME_ESTABLISHED;
	} else if (err == ECONNREFUSED) {
		e->outcome = OUTCOME_REFUSED;
	} else if (err == ETIMEDOUT || err == 0) {
		e->outcome = OUTCOME_TIMEOUT;
	} else {
		e->outcome = OUTCOME_ERROR;
		e->error = err;
	}
	bpf_ringbuf_submit(e, 0);
forget:
	bpf_map_delete_elem(&connecting, &key);
}

static __always_inline void accepted(struct sock *sk)
{
	struct event *e = reserve(sk);

	if (!e)
		return;
	e->kind = EVENT_ACCEPT;
	e->outcome = OUTCOME_ESTABLISHED;
	addresses(e, sk, e->daddr, e->saddr);
	e->sport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	e->dport = BPF_CORE_READ(sk, __sk_common.skc_num);
	e->cgroup = BPF_CORE_READ(sk, sk_cgrp_data.cgroup, kn, id);
	bpf_ringbuf_submit(e, 0);
}

static __always_inline int state(struct sock *sk, int oldstate, int newstate)
{
	__u16 family = BPF_CORE_READ(sk, __sk_common.skc_family);

	/* SCTP and DCCP come by here, too. */
	if (BPF_CORE_READ(sk, sk_protocol) != IPPROTO_TCP || (family != AF_INET && family != AF_INET6))
		return 0;
	if (oldstate == TCP_CLOSE && newstate == TCP_SYN_SENT)
		begin(sk);
	else if (oldstate == TCP_SYN_SENT && (newstate == TCP_ESTABLISHED || newstate == TCP_CLOSE))
		end(sk, newstate);
	else if (oldstate == TCP_SYN_RECV && newstate == TCP_ESTABLISHED)
		accepted(sk);
	return 0;
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(state_btf, struct sock *sk, int oldstate, int newstate)
{
	return state(sk, oldstate, newstate);
}

/* The same for kernels without BTF for tracepoints' arguments. */
SEC("raw_tp/inet_sock_set_state")
int state_raw(struct bpf_raw_tracepoint_args *ctx)
{
	return state((struct sock *)ctx->args[0], (int)ctx->args[1], (int)ctx->args[2]);
}
