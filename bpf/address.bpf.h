/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* Addresses as events have them: 16 bytes, ::ffff:a.b.c.d as IPv4. */
#ifndef NETPOL_ADDRESS_BPF_H
#define NETPOL_ADDRESS_BPF_H

#include "kernel.bpf.h"

static __always_inline void set_v4(__u8 *ip, __be32 address)
{
	*(__be32 *)ip = address;
}

static __always_inline int is_mapped(const __u8 *ip)
{
	const __u32 *words = (const __u32 *)ip;

	return words[0] == 0 && words[1] == 0 && words[2] == bpf_htonl(0xffff);
}

static __always_inline int is_same(const __u8 *a, const __u8 *b)
{
	const __u32 *x = (const __u32 *)a, *y = (const __u32 *)b;

	return x[0] == y[0] && x[1] == y[1] && x[2] == y[2] && x[3] == y[3];
}

static __always_inline int is_unspecified(const __u8 *ip)
{
	const __u64 *halves = (const __u64 *)ip;

	return halves[0] == 0 && halves[1] == 0;
}

/* a.b.c.d of ::ffff:a.b.c.d; of an address that is not mapped the last four bytes. */
static __always_inline void to_v4(__u8 *ip)
{
	__u32 *words = (__u32 *)ip;

	words[0] = words[3];
	words[1] = words[2] = words[3] = 0;
}

/* Fills in where a socket is and whom it is connected to; gives the family. */
static __always_inline __u8 ends(struct sock *sk, __u8 *local, __u8 *remote)
{
	if (BPF_CORE_READ(sk, __sk_common.skc_family) == AF_INET) {
		set_v4(local, BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr));
		set_v4(remote, BPF_CORE_READ(sk, __sk_common.skc_daddr));
		return 4;
	}
	bpf_core_read(local, 16, &sk->__sk_common.skc_v6_rcv_saddr);
	bpf_core_read(remote, 16, &sk->__sk_common.skc_v6_daddr);
	if (!is_mapped(remote))
		return 6;
	to_v4(local);
	to_v4(remote);
	return 4;
}

#endif
