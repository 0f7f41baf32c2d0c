// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE /* setns */
#include "existing.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/types.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "event.h"
#include "trouble.h"

/* include/net/tcp_states.h: open in at least one direction */
#define OPEN_STATES (1 << 1 /* ESTABLISHED */ | 1 << 5 /* FIN_WAIT2 */ | 1 << 8 /* CLOSE_WAIT */)
#define LISTEN_STATES (1 << 10)

struct walk {
	const char *path;
	char *into;
	size_t room, bytes;
	__u32 netns;
	__u64 time;
	bool listens[65536]; /* on that port */
	const char *what;
	int error;
};

static bool trouble_here(struct walk *w, const char *what, int error)
{
	w->what = what;
	w->error = error;
	return false;
}

static void listener(struct walk *w, const struct inet_diag_msg *m, const struct rtattr *cgroup)
{
	(void)cgroup;
	w->listens[ntohs(m->id.idiag_sport)] = true;
}

/* ::ffff:a.b.c.d becomes a.b.c.d; gives the family. */
static __u8 addresses(const struct inet_diag_msg *m, __u8 *local, __u8 *remote)
{
	static const __u8 mapped[12] = { [10] = 0xff, [11] = 0xff };
	const __u8 *from = (const __u8 *)m->id.idiag_src, *to = (const __u8 *)m->id.idiag_dst;

	if (m->idiag_family == AF_INET || !memcmp(to, mapped, sizeof(mapped))) {
		size_t skip = m->idiag_family == AF_INET ? 0 : sizeof(mapped);

		memcpy(local, from + skip, 4);
		memcpy(remote, to + skip, 4);
		return 4;
	}
	memcpy(local, from, 16);
	memcpy(remote, to, 16);
	return 6;
}

static void connection(struct walk *w, const struct inet_diag_msg *m, const struct rtattr *cgroup)
{
	bool accepted = w->listens[ntohs(m->id.idiag_sport)];
	struct event e = {
		.kind = accepted ? EVENT_ACCEPT : EVENT_CONNECT,
		.protocol = IPPROTO_TCP,
		.outcome = OUTCOME_ESTABLISHED,
		.flags = FLAG_EXISTING,
		.netns = w->netns,
		.time = w->time,
		.last = w->time,
		.count = 1,
		.sport = ntohs(accepted ? m->id.idiag_dport : m->id.idiag_sport),
		.dport = ntohs(accepted ? m->id.idiag_sport : m->id.idiag_dport),
	};

	e.family = accepted ? addresses(m, e.daddr, e.saddr) : addresses(m, e.saddr, e.daddr);
	if (cgroup)
		memcpy(&e.cgroup, RTA_DATA(cgroup), sizeof(e.cgroup));
	if (w->bytes + sizeof(e) <= w->room)
		memcpy(w->into + w->bytes, &e, sizeof(e));
	w->bytes += sizeof(e);
}

static const struct rtattr *cgroup_of(const struct nlmsghdr *message)
{
	const struct inet_diag_msg *m = NLMSG_DATA(message);
	const struct rtattr *a = (const struct rtattr *)(m + 1);
	int length = message->nlmsg_len - NLMSG_LENGTH(sizeof(*m));

	for (; RTA_OK(a, length); a = RTA_NEXT(a, length))
		if (a->rta_type == INET_DIAG_CGROUP_ID)
			return a;
	return NULL;
}

static bool ask(struct walk *w, int fd, __u8 family, __u32 states)
{
	struct {
		struct nlmsghdr header;
		struct inet_diag_req_v2 request;
	} q = {
		.header = {
			.nlmsg_len = sizeof(q),
			.nlmsg_type = SOCK_DIAG_BY_FAMILY,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
		},
		.request = {
			.sdiag_family = family,
			.sdiag_protocol = IPPROTO_TCP,
			.idiag_states = states,
		},
	};

	return send(fd, &q, sizeof(q), 0) == sizeof(q) ||
	       trouble_here(w, "cannot ask for the connections of a network namespace", errno);
}

typedef void visit(struct walk *, const struct inet_diag_msg *, const struct rtattr *cgroup);

/* Every socket of that family in one of those states. */
static bool each(struct walk *w, int fd, __u8 family, __u32 states, visit *visit)
{
	char answer[32768] __attribute__((aligned(NLMSG_ALIGNTO)));

	if (!ask(w, fd, family, states))
		return false;
	for (;;) {
		ssize_t got = recv(fd, answer, sizeof(answer), 0);
		const struct nlmsghdr *h;
		unsigned int length = got;

		if (got <= 0)
			return trouble_here(w, "cannot read the connections of a network namespace",
					    got ? errno : EPIPE);
		for (h = (const struct nlmsghdr *)answer; NLMSG_OK(h, length); h = NLMSG_NEXT(h, length)) {
			if (h->nlmsg_type == NLMSG_DONE)
				return true;
			if (h->nlmsg_type == NLMSG_ERROR)
				return trouble_here(
					w, "the kernel does not tell the connections of a network namespace",
					-((const struct nlmsgerr *)NLMSG_DATA(h))->error);
			visit(w, NLMSG_DATA(h), cgroup_of(h));
		}
	}
}

static bool enter(struct walk *w)
{
	int fd = open(w->path, O_RDONLY | O_CLOEXEC);
	struct stat s;
	bool entered;

	if (fd < 0)
		return trouble_here(w, "cannot open a network namespace", errno);
	entered = !fstat(fd, &s) && !setns(fd, CLONE_NEWNET);
	if (entered)
		w->netns = s.st_ino;
	else
		trouble_here(w, "cannot enter a network namespace", errno);
	close(fd);
	return entered;
}

static void *run(void *argument)
{
	struct walk *w = argument;
	struct timespec t = {};
	int fd;

	if (!enter(w))
		return NULL;
	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
	if (fd < 0) {
		trouble_here(w, "cannot ask for the connections of a network namespace", errno);
		return NULL;
	}
	clock_gettime(CLOCK_BOOTTIME, &t);
	w->time = t.tv_sec * 1000000000ULL + t.tv_nsec;
	(void)(each(w, fd, AF_INET, LISTEN_STATES, listener) &&
	       each(w, fd, AF_INET6, LISTEN_STATES, listener) &&
	       each(w, fd, AF_INET, OPEN_STATES, connection) &&
	       each(w, fd, AF_INET6, OPEN_STATES, connection));
	close(fd);
	return NULL;
}

ssize_t existing(const char *netns, char *into, size_t room)
{
	struct walk *w = calloc(1, sizeof(*w));
	pthread_t thread;
	ssize_t bytes = -1;
	int error;

	if (!w) {
		trouble("cannot look into a network namespace", ENOMEM);
		return -1;
	}
	w->path = netns;
	w->into = into;
	w->room = room;
	error = pthread_create(&thread, NULL, run, w);
	if (error) {
		trouble("cannot look into a network namespace", error);
	} else {
		pthread_join(thread, NULL);
		if (w->what)
			trouble(w->what, w->error);
		else
			bytes = w->bytes;
	}
	free(w);
	return bytes;
}
