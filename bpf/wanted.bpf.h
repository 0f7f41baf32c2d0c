/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* Which connections are reported: of which cgroups, with which peers. */
#ifndef NETPOL_WANTED_BPF_H
#define NETPOL_WANTED_BPF_H

#include "kernel.bpf.h"

/* What user space said of a cgroup; it decides about those that it has not seen yet later. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, __u64);
	__type(value, __u8);
} cgroups SEC(".maps");

struct v4_prefix {
	__u32 length;
	__u8 address[4];
};
struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 65536);
	__type(key, struct v4_prefix);
	__type(value, __u8);
} ranges_v4 SEC(".maps");

struct v6_prefix {
	__u32 length;
	__u8 address[16];
};
struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 65536);
	__type(key, struct v6_prefix);
	__type(value, __u8);
} ranges_v6 SEC(".maps");

/* Settled before the programs are loaded: with neither, the tries are not asked. */
const volatile __u8 have_ranges;
const volatile __u8 others_wanted = 1;

static __always_inline int wanted_cgroup(__u64 id)
{
	__u8 *wanted = bpf_map_lookup_elem(&cgroups, &id);

	return !wanted || *wanted;
}

static __always_inline int wanted_peer(__u8 family, const __u8 *address)
{
	__u8 *wanted;

	if (!have_ranges)
		return 1;
	if (family == 4) {
		struct v4_prefix whole = { .length = 32 };

		__builtin_memcpy(whole.address, address, sizeof(whole.address));
		wanted = bpf_map_lookup_elem(&ranges_v4, &whole);
	} else {
		struct v6_prefix whole = { .length = 128 };

		__builtin_memcpy(whole.address, address, sizeof(whole.address));
		wanted = bpf_map_lookup_elem(&ranges_v6, &whole);
	}
	return wanted ? *wanted : others_wanted;
}

#endif
