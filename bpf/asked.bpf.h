/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* What an application asked for when it connected: a load balancer may give it something else. */
#ifndef NETPOL_ASKED_BPF_H
#define NETPOL_ASKED_BPF_H

#include "address.bpf.h"
#include "event.h"
#include "kernel.bpf.h"

struct asked {
	__u16 port;
	__u8 family;
	__u8 sent;      /* of UDP: what there is to report was reported */
	__u8 elsewhere; /* of UDP: the packet on its way names its own receiver */
	__u8 reserved[3];
	__u8 address[16];
};

/* It lives and dies with the socket, so it is never full and nothing has to be swept. */
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct asked);
} asked SEC(".maps");

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

/* Says in the event what was asked for, if that is not what the socket got. */
static __always_inline void requested(struct event *e, const struct asked *a)
{
	const __u64 *asked = (const __u64 *)a->address, *got = (const __u64 *)e->daddr;

	if (a->port == e->dport && a->family == e->family && asked[0] == got[0] && asked[1] == got[1])
		return;
	e->requested_family = a->family;
	e->requested_port = a->port;
	__builtin_memcpy(e->requested, a->address, sizeof(e->requested));
}

#endif
