// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
/*
 * Opens TCP connections and says how long that took.
 *   load serve PORT PORTS                           accepts on so many ports from PORT on, until killed
 *   load connect ADDRESS PORT PORTS COUNT THREADS [RATE]
 *                                                   COUNT connections, RATE a second or as many as can be
 * prints CONNECTIONS SECONDS P50_NS P99_NS. Both ends close by a reset, so that no port waits.
 */
#define _GNU_SOURCE /* accept4 */
#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define THREADS 64

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void reset(int fd)
{
	struct linger at_once = { .l_onoff = 1 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	close(fd);
}

static int listener(int port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) || listen(fd, 4096))
		die("listen");
	return fd;
}

static void serve(int port, int ports)
{
	struct epoll_event events[256];
	int poll = epoll_create1(0), i, n, fd;

	for (i = 0; i < ports; i++) {
		struct epoll_event e = { .events = EPOLLIN, .data.fd = listener(port + i) };

		if (epoll_ctl(poll, EPOLL_CTL_ADD, e.data.fd, &e))
			die("epoll_ctl");
	}
	puts("listening");
	fflush(stdout);
	for (;;) {
		n = epoll_wait(poll, events, 256, -1);
		for (i = 0; i < n; i++)
			while ((fd = accept4(events[i].data.fd, NULL, NULL, SOCK_NONBLOCK)) >= 0)
				reset(fd);
	}
}

struct worker {
	pthread_t thread;
	struct sockaddr_in to;
	int port, ports, count;
	long long interval; /* nanoseconds between connects, or 0 */
	long long *took;
};

static void *connects(void *argument)
{
	struct worker *w = argument;
	long long due = now();
	int i;

	for (i = 0; i < w->count; i++, due += w->interval) {
		long long begin = now();
		int fd;

		if (due > begin && w->interval) {
			struct timespec t = { .tv_sec = (due - begin) / 1000000000,
					      .tv_nsec = (due - begin) % 1000000000 };

			nanosleep(&t, NULL);
		}
		fd = socket(AF_INET, SOCK_STREAM, 0);
		w->to.sin_port = htons(w->port + i % w->ports);
		begin = now();
		/* Reset while connect() was on its way back: the server was faster. */
		if (fd < 0 || (connect(fd, (struct sockaddr *)&w->to, sizeof(w->to)) && errno != ECONNRESET))
			die("connect");
		w->took[i] = now() - begin;
		reset(fd);
	}
	return NULL;
}

static int order(const void *a, const void *b)
{
	long long x = *(const long long *)a, y = *(const long long *)b;

	return (x > y) - (x < y);
}

static void connect_all(char **argv, int rate)
{
	int port = atoi(argv[1]), ports = atoi(argv[2]), threads = atoi(argv[4]), i;
	int each = atoi(argv[3]) / threads;
	struct worker workers[THREADS] = {};
	long long *took = calloc((size_t)each * threads, sizeof(*took)), begin = now();
	size_t all = (size_t)each * threads;

	for (i = 0; i < threads; i++) {
		struct worker *w = &workers[i];

		w->to.sin_family = AF_INET;
		inet_pton(AF_INET, argv[0], &w->to.sin_addr);
		w->port = port;
		w->ports = ports;
		w->count = each;
		w->interval = rate ? 1000000000LL * threads / rate : 0;
		w->took = took + (size_t)i * each;
		if (pthread_create(&w->thread, NULL, connects, w))
			die("pthread_create");
	}
	for (i = 0; i < threads; i++)
		pthread_join(workers[i].thread, NULL);
	begin = now() - begin;
	qsort(took, all, sizeof(*took), order);
	printf("%zu %.3f %lld %lld\n", all, begin / 1e9, took[all / 2], took[all * 99 / 100]);
}

int main(int argc, char **argv)
{
	if (argc == 4 && !strcmp(argv[1], "serve"))
		serve(atoi(argv[2]), atoi(argv[3]));
	else if ((argc == 7 || argc == 8) && !strcmp(argv[1], "connect") && atoi(argv[6]) <= THREADS)
		connect_all(argv + 2, argc == 8 ? atoi(argv[7]) : 0);
	else
		return fputs("usage: load serve PORT PORTS | connect ADDRESS PORT PORTS COUNT THREADS [RATE]\n",
			     stderr),
		       2;
	return 0;
}
