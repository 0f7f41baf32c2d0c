// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only)
/*
 * TCP connections as they come to be, from both sides, by the one place that tells the outcome as
 * well: where a socket changes its state.
 *
 *   CLOSE -> SYN_SENT        connect() in the process that asks; its source port is not chosen yet
 *   SYN_SENT -> ESTABLISHED  it succeeded; runs in whatever process the answer interrupts
 *   SYN_SENT -> CLOSE        it did not: sk_err says why, 0 that the application gave up
 *   SYN_RECV -> ESTABLISHED  a listening socket got one; again in any process
 *
 * So the process is remembered at the first, and a listener's identity is its socket's.
 */
#include "kernel.bpf.h"
#include "address.bpf.h"
#include "event.h"
#include "process.bpf.h"
#include "send.bpf.h"
#include "udp.bpf.h"
#include "wanted.bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

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

static __always_inline void begin(struct sock *sk)
{
	__u64 key = (__u64)(unsigned long)sk;
	struct begun b = {};

	b.cgroup = cgroup_of(sk);
	if (!wanted_cgroup(b.cgroup))
		return;
	b.time = bpf_ktime_get_boot_ns();
	b.pid = bpf_get_current_pid_tgid() >> 32;
	current_name(b.comm);
	if (bpf_map_update_elem(&connecting, &key, &b, BPF_ANY))
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

static __always_inline void end(struct sock *sk, int newstate, int btf)
{
	__u64 key = (__u64)(unsigned long)sk;
	struct begun *b = bpf_map_lookup_elem(&connecting, &key);
	struct event e = { .kind = EVENT_CONNECT };

	of_tcp(&e, sk);
	if (b) {
		e.elapsed = e.time - b->time;
		e.cgroup = b->cgroup;
		e.pid = b->pid;
		__builtin_memcpy(e.comm, b->comm, sizeof(e.comm));
		bpf_map_delete_elem(&connecting, &key);
	} else {
		e.cgroup = cgroup_of(sk);
	}
	e.family = ends(sk, e.saddr, e.daddr);
	if (!wanted_cgroup(e.cgroup) || !wanted_peer(e.family, e.daddr))
		return;
	/* At CLOSE the kernel has given skc_num back already. */
	e.sport = bpf_ntohs(BPF_CORE_READ((struct inet_sock *)sk, inet_sport));
	e.dport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	outcome(&e, sk, newstate);
	if (btf) {
		struct asked *a = bpf_sk_storage_get(&asked, sk, 0, 0);

		if (a)
			requested(&e, a);
	}
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

/* A socket that connects to itself comes by SYN_RECV, too; whoever began something connects. */
static __always_inline int begun_here(struct sock *sk)
{
	__u64 key = (__u64)(unsigned long)sk;

	return bpf_map_lookup_elem(&connecting, &key) != 0;
}

/* Only where the type of sk is known to the kernel may it be asked what belongs to it. */
static __always_inline int state(struct sock *sk, int oldstate, int newstate, int btf)
{
	__u16 family = BPF_CORE_READ(sk, __sk_common.skc_family);

	/* SCTP and DCCP come by here, too. */
	if (BPF_CORE_READ(sk, sk_protocol) != IPPROTO_TCP || (family != AF_INET && family != AF_INET6))
		return 0;
	if (oldstate == TCP_CLOSE && newstate == TCP_SYN_SENT)
		begin(sk);
	else if (newstate != TCP_ESTABLISHED && newstate != TCP_CLOSE)
		return 0;
	else if (oldstate == TCP_SYN_SENT || (oldstate == TCP_SYN_RECV && begun_here(sk)))
		end(sk, newstate, btf);
	else if (oldstate == TCP_SYN_RECV && newstate == TCP_ESTABLISHED)
		accepted(sk);
	return 0;
}

SEC("tp_btf/inet_sock_set_state")
int BPF_PROG(state_btf, struct sock *sk, int oldstate, int newstate)
{
	return state(sk, oldstate, newstate, 1);
}

/* The same for kernels without BTF for tracepoints' arguments, */
SEC("raw_tp/inet_sock_set_state")
int state_raw(struct bpf_raw_tracepoint_args *ctx)
{
	return state((struct sock *)ctx->args[0], (int)ctx->args[1], (int)ctx->args[2], 0);
}

/* for those without raw tracepoints, */
SEC("tp/sock/inet_sock_set_state")
int state_tp(struct trace_event_raw_inet_sock_set_state *ctx)
{
	return state((struct sock *)ctx->skaddr, ctx->oldstate, ctx->newstate, 0);
}

/* and where there are only probes: before the state changes. */
SEC("kprobe/tcp_set_state")
int BPF_KPROBE(state_kprobe, struct sock *sk, int newstate)
{
	return state(sk, BPF_CORE_READ(sk, __sk_common.skc_state), newstate, 0);
}
