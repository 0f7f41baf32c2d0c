/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* The few kernel structures, by name: CO-RE finds the fields wherever this kernel has them. */
#ifndef NETPOL_KERNEL_BPF_H
#define NETPOL_KERNEL_BPF_H

#include <linux/bpf.h>
#include <linux/ptrace.h>
#include <linux/types.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define AF_INET 2
#define AF_INET6 10
#define IFF_LOOPBACK 8
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17
#define TCP_ESTABLISHED 1
#define TCP_SYN_SENT 2
#define TCP_SYN_RECV 3
#define TCP_CLOSE 7
#define TCP_CLOSE_WAIT 8
#define EEXIST 17
#define ECONNREFUSED 111
#define ETIMEDOUT 110

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
struct list_head {
	struct list_head *next;
};
struct net {
	struct ns_common ns;
	struct list_head dev_base_head;
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
	volatile unsigned char skc_state;
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
struct in_ifaddr {
	__be32 ifa_local;
};
struct in_device {
	struct in_ifaddr *ifa_list;
};
struct inet6_ifaddr {
	struct in6_addr addr;
	struct list_head if_list;
};
struct inet6_dev {
	struct list_head addr_list;
};
struct net_device {
	unsigned int flags;
	struct in_device *ip_ptr;
	struct inet6_dev *ip6_ptr;
	struct list_head dev_list;
};
struct trace_event_raw_inet_sock_set_state {
	const void *skaddr;
	int oldstate;
	int newstate;
};
typedef struct {
	int counter;
} atomic_t;
struct signal_struct {
	atomic_t live;
};
struct task_struct {
	char comm[16];
	struct task_struct *group_leader;
	int tgid;
	int exit_code;
	struct task_struct *real_parent;
	struct signal_struct *signal;
};
struct linux_binprm {
	const char *filename;
};
struct trace_event_raw_sched_process_exec {
	__u32 __data_loc_filename;
};
#pragma clang attribute pop

static __always_inline __u64 cgroup_of(struct sock *sk)
{
	return BPF_CORE_READ(sk, sk_cgrp_data.cgroup, kn, id);
}

/* As the process is called, whatever its threads call themselves. */
static __always_inline void current_name(__u8 *name)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();

	BPF_CORE_READ_STR_INTO((char (*)[16])name, task, group_leader, comm);
}

static __always_inline __u32 netns_of(struct sock *sk)
{
	return BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
}

#endif
