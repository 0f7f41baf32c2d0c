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
 *   ESTABLISHED -> anything  had succeeded, should that have been hidden from us
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
 * A connect until its outcome is known. One that fails before it has begun (no route) leaves its entry
 * behind until a socket has the same address again, which is soon.
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

/* There are kernels that run no program while certain processes of theirs are interrupted. */
static __always_inline void tell_unended(struct begun *before)
{
	if (before && before->event.kind)
		send(&before->event);
}

static __always_inline long remember(struct sock *sk, struct begun *b)
{
	__u64 key = (__u64)(unsigned long)sk;
	struct event *e = &b->event;

	/* A socket that had this address has ended meanwhile. */
	tell_unended(begun_by(sk));
	e->cgroup = cgroup_of(sk);
	if (!wanted_cgroup(e->cgroup))
		return 0;
	e->time = bpf_ktime_get_boot_ns();
	e->pid = bpf_get_current_pid_tgid() >> 32;
	current_name(e->comm);
	return bpf_map_update_elem(&connecting, &key, b, BPF_ANY);
}

static __always_inline void connecting_tcp(struct bpf_sock_addr *ctx, __u8 family, const __u8 *peer)
{
	struct sock *sk = sock_of(ctx);
	struct begun b = {};

	/* An application may ask for the same again, to learn how far it is. */
	if (!tcp_is_seen || BPF_CORE_READ(sk, __sk_common.skc_state) != TCP_CLOSE)
		return;
	ask(&b.asked, ctx, family, peer);
	/* Without room it is tried again, and counted, when the connect begins. */
	remember(sk, &b);
}

static __always_inline void unended(struct begun *b, struct sock *sk)
{
	struct event *e = &b->event;

	e->protocol = IPPROTO_TCP;
	e->outcome = OUTCOME_UNCERTAIN;
	e->netns = netns_of(sk);
	e->family = ends(sk, e->saddr, e->daddr);
	e->dport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	e->last = e->time;
	e->count = 1;
	requested(e, &b->asked);
	if (wanted_peer(e->family, e->daddr))
		e->kind = EVENT_CONNECT;
}

/* Where no hook of connect is attached, nothing is remembered yet, or what another socket left. */
static __always_inline void begin(struct sock *sk)
{
	struct begun *hooked = begun_by(sk), b = {};

	if ((!hooked || hooked->event.kind ||
	     hooked->event.pid != bpf_get_current_pid_tgid() >> 32) &&
	    remember(sk, &b))
		count_lost(LOST_STASH);
	hooked = begun_by(sk);
	if (hooked)
		unended(hooked, sk);
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
	e.cgroup = b ? b->event.cgroup : cgroup_of(sk);
	e.family = ends(sk, e.saddr, e.daddr);
	e.dport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	if (b) {
		e.elapsed = e.time - b->event.time;
		e.pid = b->event.pid;
		__builtin_memcpy(e.comm, b->event.comm, sizeof(e.comm));
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

/* What is closed had been established, and what is still remembered was not seen to be: tell it now. */
static __always_inline void closed(struct sock *sk)
{
	__u64 key = (__u64)(unsigned long)sk;
	struct begun *b = begun_by(sk);

	if (!b)
		return;
	if (b->event.kind) {
		b->event.outcome = OUTCOME_ESTABLISHED;
		b->event.sport = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
		send(&b->event);
	}
	bpf_map_delete_elem(&connecting, &key);
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

/* A socket that connects to itself comes by SYN_RECV, too: whoever began something connects. */
static __always_inline int state(struct sock *sk, int oldstate, int newstate)
{
	int begins = oldstate == TCP_CLOSE && newstate == TCP_SYN_SENT;
	int over = (oldstate == TCP_SYN_SENT || oldstate == TCP_SYN_RECV) &&
		   (newstate == TCP_ESTABLISHED || newstate == TCP_CLOSE);
	int closes = oldstate == TCP_ESTABLISHED || oldstate == TCP_CLOSE_WAIT;

	if (!(begins || over || closes) || !is_tcp(sk))
		return 0;
	if (begins)
		begin(sk);
	else if (closes)
		closed(sk);
	else if (oldstate == TCP_SYN_SENT || begun_by(sk))
		end(sk, newstate);
	else if (newstate == TCP_ESTABLISHED)
		accepted(sk);
	return 0;
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(state_btf, struct sock *sk, int oldstate, int newstate)
{
	return state(sk, oldstate, newstate);
}

/* The same for kernels without BTF for tracepoints' arguments, */
SEC("raw_tp/inet_sock_set_state")
int state_raw(struct bpf_raw_tracepoint_args *ctx)
{
	return state((struct sock *)ctx->args[0], (int)ctx->args[1], (int)ctx->args[2]);
}

/* for those without raw tracepoints, */
SEC("tp/sock/inet_sock_set_state")
int state_tp(struct trace_event_raw_inet_sock_set_state *ctx)
{
	return state((struct sock *)ctx->skaddr, ctx->oldstate, ctx->newstate);
}

/* and where there are only probes: before the state changes. */
SEC("kprobe/tcp_set_state")
int BPF_KPROBE(state_kprobe, struct sock *sk, int newstate)
{
	return state(sk, BPF_CORE_READ(sk, __sk_common.skc_state), newstate);
}

#endif
