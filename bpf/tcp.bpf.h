/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * TCP connections as they come to be, from both sides, by the one place that tells the outcome as
 * well: where a socket changes its state.
 *
 *   (the hook of connect)    what the application asks for
 *   CLOSE -> SYN_SENT        connect() in the process that asks; its source port is not chosen yet
 *   SYN_SENT -> ESTABLISHED  it succeeded; runs in whatever process the answer interrupts
 *   SYN_SENT -> CLOSE        it did not: sk_err says why, 0 that the application gave up
 *   SYN_RECV -> ESTABLISHED  a listening socket got one; again in any process
 *
 * So the process is remembered at the first, and a listener's identity is its socket's.
 */
#ifndef NETPOL_TCP_BPF_H
#define NETPOL_TCP_BPF_H

#include "address.bpf.h"
#include "asked.bpf.h"
#include "event.h"
#include "kernel.bpf.h"
#include "send.bpf.h"
#include "wanted.bpf.h"

/*
 * Who began a connect, until its outcome is known. A connect that fails before it has begun (no route)
 * leaves its entry behind until a socket has the same address again, which is soon.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, __u64);
	__type(value, struct begun);
} connecting SEC(".maps");

/* Settled before the programs are loaded: whether the outcome of a connect will be seen. */
const volatile __u8 tcp_is_seen;

static __always_inline struct begun *begun_by(struct sock *sk)
{
	__u64 key = (__u64)(unsigned long)sk;

	return bpf_map_lookup_elem(&connecting, &key);
}

static __always_inline long remember(struct sock *sk, struct begun *b)
{
	__u64 key = (__u64)(unsigned long)sk;

	b->cgroup = cgroup_of(sk);
	if (!wanted_cgroup(b->cgroup))
		return 0;
	b->time = bpf_ktime_get_boot_ns();
	b->pid = bpf_get_current_pid_tgid() >> 32;
	current_name(b->comm);
	return bpf_map_update_elem(&connecting, &key, b, BPF_ANY);
}

static __always_inline void connecting_tcp(struct bpf_sock_addr *ctx, __u8 family, const __u8 *peer)
{
	struct begun b = {};

	if (!tcp_is_seen)
		return;
	ask(&b.asked, ctx, family, peer);
	/* Without room it is tried again, and counted, when the connect begins. */
	remember(sock_of(ctx), &b);
}

/* Where no hook of connect is attached, nothing is remembered yet, or what another socket left. */
static __always_inline void begin(struct sock *sk)
{
	struct begun *hooked = begun_by(sk), b = {};

	if ((!hooked || hooked->pid != bpf_get_current_pid_tgid() >> 32) &&
	    remember(sk, &b))
		count_lost(LOST_STASH);
}

static __always_inline void outcome(struct event *e, struct sock *sk, int newstate)
{
	int err = BPF_CORE_READ(sk, sk_err);

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
}

static __always_inline void of_tcp(struct event *e, struct sock *sk)
{
	e->protocol = IPPROTO_TCP;
	e->time = bpf_ktime_get_boot_ns();
	e->netns = netns_of(sk);
}

static __always_inline void end(struct sock *sk, int newstate)
{
	__u64 key = (__u64)(unsigned long)sk;
	struct begun *b = begun_by(sk);
	struct event e = { .kind = EVENT_CONNECT };

	of_tcp(&e, sk);
	e.cgroup = b ? b->cgroup : cgroup_of(sk);
	e.family = ends(sk, e.saddr, e.daddr);
	e.dport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	if (b) {
		e.elapsed = e.time - b->time;
		e.pid = b->pid;
		__builtin_memcpy(e.comm, b->comm, sizeof(e.comm));
		requested(&e, &b->asked);
		bpf_map_delete_elem(&connecting, &key);
	}
	if (!wanted_cgroup(e.cgroup) || !wanted_peer(e.family, e.daddr))
		return;
	/* At CLOSE the kernel has given skc_num back already. */
	e.sport = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
	outcome(&e, sk, newstate);
	send(&e);
}

static __always_inline void accepted(struct sock *sk)
{
	struct event e = { .kind = EVENT_ACCEPT, .outcome = OUTCOME_ESTABLISHED };

	of_tcp(&e, sk);
	e.cgroup = cgroup_of(sk);
	e.family = ends(sk, e.daddr, e.saddr);
	if (!wanted_cgroup(e.cgroup) || !wanted_peer(e.family, e.saddr))
		return;
	e.sport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	e.dport = BPF_CORE_READ(sk, __sk_common.skc_num);
	send(&e);
}

/* SCTP and DCCP come by here, too. */
static __always_inline int is_tcp(struct sock *sk)
{
	__u16 family = BPF_CORE_READ(sk, __sk_common.skc_family);

	return BPF_CORE_READ(sk, sk_protocol) == IPPROTO_TCP &&
	       (family == AF_INET || family == AF_INET6);
}

/*
 * Two programs at each hook, since the kernel does not begin one in the midst of itself: the timer
 * that ends connects, many at once, may well interrupt the begin of another one. Those it leaves out
 * it counts: LOST_MISSED.
 */
static __always_inline int begins(struct sock *sk, int oldstate, int newstate)
{
	if (oldstate == TCP_CLOSE && newstate == TCP_SYN_SENT && is_tcp(sk))
		begin(sk);
	return 0;
}

/* A socket that connects to itself comes by SYN_RECV, too: whoever began something connects. */
static __always_inline int state(struct sock *sk, int oldstate, int newstate)
{
	if (newstate != TCP_ESTABLISHED && newstate != TCP_CLOSE)
		return 0;
	if ((oldstate != TCP_SYN_SENT && oldstate != TCP_SYN_RECV) || !is_tcp(sk))
		return 0;
	if (oldstate == TCP_SYN_SENT || begun_by(sk))
		end(sk, newstate);
	else if (newstate == TCP_ESTABLISHED)
		accepted(sk);
	return 0;
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(begins_btf, struct sock *sk, int oldstate, int newstate)
{
	return begins(sk, oldstate, newstate);
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(state_btf, struct sock *sk, int oldstate, int newstate)
{
	return state(sk, oldstate, newstate);
}

/* The same for kernels without BTF for tracepoints' arguments, */
SEC("raw_tp/inet_sock_set_state")
int begins_raw(struct bpf_raw_tracepoint_args *ctx)
{
	return begins((struct sock *)ctx->args[0], (int)ctx->args[1], (int)ctx->args[2]);
}

SEC("raw_tp/inet_sock_set_state")
int state_raw(struct bpf_raw_tracepoint_args *ctx)
{
	return state((struct sock *)ctx->args[0], (int)ctx->args[1], (int)ctx->args[2]);
}

/* for those without raw tracepoints, */
SEC("tp/sock/inet_sock_set_state")
int begins_tp(struct trace_event_raw_inet_sock_set_state *ctx)
{
	return begins((struct sock *)ctx->skaddr, ctx->oldstate, ctx->newstate);
}

SEC("tp/sock/inet_sock_set_state")
int state_tp(struct trace_event_raw_inet_sock_set_state *ctx)
{
	return state((struct sock *)ctx->skaddr, ctx->oldstate, ctx->newstate);
}

/* and where there are only probes: before the state changes. */
SEC("kprobe/tcp_set_state")
int BPF_KPROBE(begins_kprobe, struct sock *sk, int newstate)
{
	return begins(sk, BPF_CORE_READ(sk, __sk_common.skc_state), newstate);
}

SEC("kprobe/tcp_set_state")
int BPF_KPROBE(state_kprobe, struct sock *sk, int newstate)
{
	return state(sk, BPF_CORE_READ(sk, __sk_common.skc_state), newstate);
}

#endif
