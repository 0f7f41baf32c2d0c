/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* What an application asked for when it connected: a load balancer may give it something else. */
#ifndef NETPOL_ASKED_BPF_H
#define NETPOL_ASKED_BPF_H

#include "address.bpf.h"
#include "event.h"
#include "kernel.bpf.h"

/* Whom a hook of a cgroup is about: two readers, since the fields depend on the hook's family. */
static __always_inline __u8 peer_v4(struct bpf_sock_addr *ctx, __u8 *address)
{
	set_v4(address, ctx->user_ip4);
	return 4;
}

static __always_inline __u8 peer_v6(struct bpf_sock_addr *ctx, __u8 *address)
{
	__u32 *words = (__u32 *)address;

	words[0] = ctx->user_ip6[0];
	words[1] = ctx->user_ip6[1];
	words[2] = ctx->user_ip6[2];
	words[3] = ctx->user_ip6[3];
	if (!is_mapped(address))
		return 6;
	to_v4(address);
	return 4;
}

static __always_inline __u16 peer_port(struct bpf_sock_addr *ctx)
{
	return bpf_ntohs((__u16)ctx->user_port);
}

/* The hooks' pointer to a socket allows few fields; read back, it is an address like any. */
static __always_inline struct sock *sock_of(struct bpf_sock_addr *ctx)
{
	struct bpf_sock *given = ctx->sk;
	struct sock *sk = 0;

	bpf_probe_read_kernel(&sk, sizeof(sk), &given);
	return sk;
}

static __always_inline void ask(struct asked *a, struct bpf_sock_addr *ctx, __u8 family,
				const __u8 *peer)
{
	a->port = peer_port(ctx);
	a->family = family;
	__builtin_memcpy(a->address, peer, sizeof(a->address));
}

/* Says in the event what was asked for, if that is not what the socket got. */
static __always_inline void requested(struct event *e, const struct asked *a)
{
	if (!a->family || (a->port == e->dport && a->family == e->family &&
			   is_same(a->address, e->daddr)))
		return;
	e->requested_family = a->family;
	e->requested_port = a->port;
	__builtin_memcpy(e->requested, a->address, sizeof(e->requested));
}

#endif
