/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * Conversations over UDP, by the hooks of the cgroups: who spoke first is the initiator.
 *
 *   sendmsg   a packet to somebody: the first to or from that peer makes us the initiator
 *   recvmsg   a packet from somebody: the first to or from that peer makes them the initiator
 *   connect   nothing is sent yet, and perhaps never (resolvers connect to sort addresses)
 *   sent      tracepoint: something was sent; over a connected socket no other hook tells
 *
 * The hooks run in the process that owns the socket.
 */
#ifndef NETPOL_UDP_BPF_H
#define NETPOL_UDP_BPF_H

#include "asked.bpf.h"
#include "netns.bpf.h"
#include "send.bpf.h"
#include "wanted.bpf.h"

/* From here on up the kernel chooses ports (net.ipv4.ip_local_port_range). */
#define FIRST_EPHEMERAL 32768

/* A connected socket. It lives and dies with the socket, so it is never full and needs no sweeping. */
struct pointed {
	struct asked asked;
	__u8 sent;      /* what there is to report was reported */
	__u8 elsewhere; /* the packet on its way names its own receiver */
};
struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct pointed);
} pointed SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 262144);
	__type(key, struct peer_key);
	__type(value, struct peer);
} peers SEC(".maps");

/* Settled before the programs are loaded: when that was, and whether "sent" is attached. */
const volatile __u64 started;
const volatile __u8 sent_is_seen;
/* After so long without a packet, conversations are forgotten. */
const volatile __u64 both_ways_ns = 120000000000;
const volatile __u64 one_way_ns = 30000000000;

static __always_inline int is_connected(struct sock *sk)
{
	return BPF_CORE_READ(sk, __sk_common.skc_state) == TCP_ESTABLISHED;
}

static __always_inline void of_udp(struct event *e, struct sock *sk)
{
	e->protocol = IPPROTO_UDP;
	e->outcome = OUTCOME_ATTEMPTED;
	e->time = bpf_ktime_get_boot_ns();
	e->netns = netns_of(sk);
	e->pid = bpf_get_current_pid_tgid() >> 32;
	current_name(e->comm);
}

/*
 * Who spoke before we were there is not known; for as long as that can matter, a responder at a port
 * that is usually the initiator's is doubtful.
 */
static __always_inline void doubt_old(struct event *e)
{
	if (e->dport >= FIRST_EPHEMERAL && e->time < started + both_ways_ns)
		e->flags |= FLAG_UNCERTAIN;
}

static __always_inline int is_forgotten(const struct peer *p, __u64 now)
{
	return now - p->last > (p->both ? both_ways_ns : one_way_ns);
}

/* Notes a packet; gives whether it is the first. Without room for a note nobody can tell. */
static __always_inline int is_first(struct bpf_sock_addr *ctx, struct event *e, const __u8 *peer,
				    __u16 port, __u8 theirs)
{
	struct peer_key key = { .port = port, .family = e->family };
	struct peer fresh = { .last = e->time, .theirs = theirs };
	struct peer *p;
	long error;

	key.cookie = bpf_get_socket_cookie(ctx);
	__builtin_memcpy(key.address, peer, sizeof(key.address));
	p = bpf_map_lookup_elem(&peers, &key);
	if (p && !is_forgotten(p, e->time)) {
		if (p->theirs != theirs)
			p->both = 1;
		p->last = e->time;
		return 0;
	}
	error = bpf_map_update_elem(&peers, &key, &fresh, p ? BPF_ANY : BPF_NOEXIST);
	if (error == -EEXIST)
		return 0; /* another thread was faster */
	if (error) {
		count_lost(LOST_UDP);
		e->flags |= FLAG_UNCERTAIN;
	}
	return 1;
}

static __always_inline void sending(struct bpf_sock_addr *ctx, __u8 family, const __u8 *peer)
{
	struct sock *sk = sock_of(ctx);
	struct event e = { .kind = EVENT_CONNECT, .family = family };
	struct pointed *p = bpf_sk_storage_get(&pointed, ctx->sk, 0, 0);

	if (p)
		p->elsewhere = 1;
	e.cgroup = cgroup_of(sk);
	if (!wanted_cgroup(e.cgroup) || !wanted_peer(family, peer))
		return;
	of_udp(&e, sk);
	e.dport = peer_port(ctx);
	if (!is_first(ctx, &e, peer, e.dport, 0))
		return;
	__builtin_memcpy(e.daddr, peer, sizeof(e.daddr));
	where(sk, family, peer, e.saddr);
	e.sport = BPF_CORE_READ(sk, __sk_common.skc_num);
	doubt_old(&e);
	send(&e);
}

static __always_inline void received(struct bpf_sock_addr *ctx, __u8 family, const __u8 *peer)
{
	struct sock *sk = sock_of(ctx);
	struct event e = { .kind = EVENT_ACCEPT, .family = family };

	e.cgroup = cgroup_of(sk);
	/* Whoever connects speaks first, and hears from nobody else. */
	if (is_connected(sk) || !wanted_cgroup(e.cgroup) || !wanted_peer(family, peer))
		return;
	of_udp(&e, sk);
	e.sport = peer_port(ctx);
	if (!is_first(ctx, &e, peer, e.sport, 1))
		return;
	__builtin_memcpy(e.saddr, peer, sizeof(e.saddr));
	where(sk, family, peer, e.daddr);
	e.dport = BPF_CORE_READ(sk, __sk_common.skc_num);
	doubt_old(&e);
	send(&e);
}

/* Without the tracepoint it is not known whether a packet will follow. */
static __always_inline void connected_udp(struct bpf_sock_addr *ctx, const struct asked *a)
{
	struct sock *sk = sock_of(ctx);
	struct event e = { .kind = EVENT_CONNECT, .flags = FLAG_UNCERTAIN };

	e.cgroup = cgroup_of(sk);
	e.family = a->family;
	e.dport = a->port;
	__builtin_memcpy(e.daddr, a->address, sizeof(e.daddr));
	if (!wanted_cgroup(e.cgroup) || !wanted_peer(e.family, e.daddr))
		return;
	of_udp(&e, sk);
	where(sk, e.family, e.daddr, e.saddr);
	e.sport = BPF_CORE_READ(sk, __sk_common.skc_num);
	send(&e);
}

static __always_inline void connecting_udp(struct bpf_sock_addr *ctx, __u8 family, const __u8 *peer)
{
	struct pointed *p = bpf_sk_storage_get(&pointed, ctx->sk, 0, BPF_SK_STORAGE_GET_F_CREATE);

	if (!p)
		return;
	ask(&p->asked, ctx, family, peer);
	p->sent = 0;
	p->elsewhere = 0;
	if (!sent_is_seen && p->asked.port)
		connected_udp(ctx, &p->asked);
}

static __always_inline void connects(struct bpf_sock_addr *ctx, __u8 family, const __u8 *peer)
{
	if (ctx->protocol == IPPROTO_TCP)
		connecting_tcp(ctx, family, peer);
	else if (ctx->protocol == IPPROTO_UDP)
		connecting_udp(ctx, family, peer);
}

/* The first packet over a connected socket. */
static __always_inline void sent(struct sock *sk, struct pointed *p)
{
	struct event e = { .kind = EVENT_CONNECT };

	p->sent = 1;
	e.cgroup = cgroup_of(sk);
	e.family = ends(sk, e.saddr, e.daddr);
	if (!wanted_cgroup(e.cgroup) || !wanted_peer(e.family, e.daddr))
		return;
	of_udp(&e, sk);
	e.sport = BPF_CORE_READ(sk, __sk_common.skc_num);
	e.dport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));
	requested(&e, &p->asked);
	/* Connected before we were there. */
	if (!p->asked.family && e.dport >= FIRST_EPHEMERAL)
		e.flags |= FLAG_UNCERTAIN;
	send(&e);
}

SEC("tp_btf/sock_send_length")
int BPF_PROG(sent_btf, struct sock *sk, int result)
{
	struct pointed *p;

	if (result < 0 || sk->sk_protocol != IPPROTO_UDP || !is_connected(sk))
		return 0;
	p = bpf_sk_storage_get(&pointed, sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
	if (!p)
		return 0;
	if (p->elsewhere)
		p->elsewhere = 0;
	else if (!p->sent)
		sent(sk, p);
	return 0;
}

/* A hook sees and lets pass. */
#define HOOK(name, family, then)                                     \
	SEC("cgroup/" #name #family)                                 \
	int name##family(struct bpf_sock_addr *ctx)                  \
	{                                                            \
		__u8 peer[16] = {}, of = peer_v##family(ctx, peer);  \
								     \
		then(ctx, of, peer);                                 \
		return 1;                                            \
	}

HOOK(connect, 4, connects)
HOOK(connect, 6, connects)
HOOK(sendmsg, 4, sending)
HOOK(sendmsg, 6, sending)
HOOK(recvmsg, 4, received)
HOOK(recvmsg, 6, received)

#endif
