// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only)
/*
 * What a socket-level load balancer does, for one Service: 10.96.0.1:80 is 10.99.0.2:8080, and what
 * comes from there looks as if the Service had sent it.
 */
#include <linux/bpf.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define SERVICE bpf_htonl(0x0a600001)
#define BACKEND bpf_htonl(0x0a630002)

static __always_inline int forth(struct bpf_sock_addr *ctx)
{
	if (ctx->user_ip4 == SERVICE && ctx->user_port == bpf_htons(80)) {
		ctx->user_ip4 = BACKEND;
		ctx->user_port = bpf_htons(8080);
	}
	return 1;
}

SEC("cgroup/connect4")
int connect4(struct bpf_sock_addr *ctx)
{
	return forth(ctx);
}

SEC("cgroup/sendmsg4")
int sendmsg4(struct bpf_sock_addr *ctx)
{
	return forth(ctx);
}

SEC("cgroup/recvmsg4")
int recvmsg4(struct bpf_sock_addr *ctx)
{
	if (ctx->user_ip4 == BACKEND && ctx->user_port == bpf_htons(8080)) {
		ctx->user_ip4 = SERVICE;
		ctx->user_port = bpf_htons(80);
	}
	return 1;
}
