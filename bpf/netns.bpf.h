/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * The address of a pod, for sockets that are bound to none. A pod's namespace has one interface with
 * addresses; where there are several, the route would decide, and nothing is said.
 */
#ifndef NETPOL_NETNS_BPF_H
#define NETPOL_NETNS_BPF_H

#include "address.bpf.h"
#include "kernel.bpf.h"

/* Interfaces that are looked at; tunnels without addresses are in every namespace. */
#define INTERFACES 16

static __always_inline __be32 first_v4(struct net_device *dev)
{
	struct in_device *in = BPF_CORE_READ(dev, ip_ptr);

	return in ? BPF_CORE_READ(in, ifa_list, ifa_local) : 0;
}

/* The widest scope stands first; of the link alone is no pod's address. */
static __always_inline int first_v6(struct net_device *dev, __u8 *address)
{
	struct inet6_dev *in = BPF_CORE_READ(dev, ip6_ptr);
	struct list_head *first;
	void *ifa;

	if (!in)
		return 0;
	first = BPF_CORE_READ(in, addr_list.next);
	if (first == (void *)in + bpf_core_field_offset(struct inet6_dev, addr_list))
		return 0;
	ifa = (void *)first - bpf_core_field_offset(struct inet6_ifaddr, if_list);
	bpf_core_read(address, 16, &((struct inet6_ifaddr *)ifa)->addr);
	return !(address[0] == 0xfe && (address[1] & 0xc0) == 0x80);
}

static __always_inline int first_of(struct net_device *dev, __u8 family, __u8 *address)
{
	__be32 v4;

	if (BPF_CORE_READ(dev, flags) & IFF_LOOPBACK)
		return 0;
	if (family == 6)
		return first_v6(dev, address);
	v4 = first_v4(dev);
	set_v4(address, v4);
	return v4 != 0;
}

static __always_inline void only_address(struct net *net, __u8 family, __u8 *address)
{
	void *head = (void *)net + bpf_core_field_offset(struct net, dev_base_head);
	struct list_head *at = BPF_CORE_READ(net, dev_base_head.next);
	__u8 found[16] = {}, one[16];
	int have = 0, i;

	for (i = 0; i < INTERFACES && at != head; i++) {
		void *dev = (void *)at - bpf_core_field_offset(struct net_device, dev_list);

		__builtin_memset(one, 0, sizeof(one));
		if (first_of(dev, family, one)) {
			if (have++)
				return;
			__builtin_memcpy(found, one, sizeof(found));
		}
		at = BPF_CORE_READ(at, next);
	}
	if (at == head)
		__builtin_memcpy(address, found, sizeof(found));
}

static __always_inline int is_loopback(__u8 family, const __u8 *ip)
{
	const __u64 *halves = (const __u64 *)ip;

	return family == 4 ? ip[0] == 127 : halves[0] == 0 && halves[1] == bpf_cpu_to_be64(1);
}

/* Where a socket is that talks to a peer: what it is bound to, else the pod's only address. */
static __always_inline void where(struct sock *sk, __u8 family, const __u8 *peer, __u8 *local)
{
	if (BPF_CORE_READ(sk, __sk_common.skc_family) == AF_INET) {
		set_v4(local, BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr));
	} else {
		bpf_core_read(local, 16, &sk->__sk_common.skc_v6_rcv_saddr);
		if (family == 4)
			to_v4(local);
	}
	if (!is_unspecified(local))
		return;
	if (is_loopback(family, peer))
		__builtin_memcpy(local, peer, 16);
	else
		only_address(BPF_CORE_READ(sk, __sk_common.skc_net.net), family, local);
}

#endif
