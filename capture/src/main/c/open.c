// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "internal.h"
#include "trouble.h"

/* The programs of these sections and no others. */
static bool choose_programs(struct capture *c, const char **sections, size_t count)
{
	struct bpf_program *p;
	size_t i;

	bpf_object__for_each_program(p, c->kernel->obj) {
		bpf_program__set_autoload(p, false);
		for (i = 0; i < count; i++)
			if (!strcmp(bpf_program__section_name(p), sections[i])) {
				bpf_program__set_autoload(p, true);
				c->programs[i] = p;
			}
	}
	for (i = 0; i < count; i++)
		if (!c->programs[i]) {
			trouble("there is no such kernel program", ENOENT);
			return false;
		}
	return true;
}

/* Whether one of the programs has that in its name. */
static bool any(const char **sections, size_t count, const char *part)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strstr(sections[i], part))
			return true;
	return false;
}

/* Tables have their size, and constants their value, before they are loaded. */
static void settle(struct capture *c, const struct settings *s, const char **sections, size_t count)
{
	__u32 folds = s->aggregate ? s->map_entries : 1;
	__u32 ranges = s->range_count ? s->range_count : 1;
	struct timespec now = {};

	bpf_map__set_max_entries(c->kernel->maps.events, s->ring_bytes);
	bpf_map__set_max_entries(c->kernel->maps.connecting, s->map_entries);
	bpf_map__set_max_entries(c->kernel->maps.peers, s->map_entries * 4);
	bpf_map__set_max_entries(c->kernel->maps.folds_even, folds);
	bpf_map__set_max_entries(c->kernel->maps.folds_odd, folds);
	bpf_map__set_max_entries(c->kernel->maps.ranges_v4, ranges);
	bpf_map__set_max_entries(c->kernel->maps.ranges_v6, ranges);
	/* Older kernels have no such table, nor the programs that use it. */
	bpf_map__set_autocreate(c->kernel->maps.pointed,
				any(sections, count, "cgroup/") ||
					any(sections, count, "sock_send_length"));
	clock_gettime(CLOCK_BOOTTIME, &now);
	c->kernel->rodata->started = now.tv_sec * 1000000000ULL + now.tv_nsec;
	c->kernel->rodata->both_ways_ns = s->udp_millis * 1000000ULL;
	c->kernel->rodata->one_way_ns = s->udp_millis * 250000ULL;
	c->kernel->rodata->tcp_is_seen = any(sections, count, "_set_state");
	c->kernel->rodata->sent_is_seen = any(sections, count, "sock_send_length");
	c->kernel->rodata->aggregate = s->aggregate;
	c->kernel->rodata->have_ranges = s->range_count > 0;
	c->kernel->rodata->others_wanted = s->others;
}

static int put_range(struct capture *c, const struct range *range)
{
	/* struct v4_prefix and v6_prefix of the kernel program */
	struct {
		__u32 length;
		__u8 address[16];
	} key = { .length = range->prefix };
	bool v4 = range->family == 4;
	struct bpf_map *trie = v4 ? c->kernel->maps.ranges_v4 : c->kernel->maps.ranges_v6;

	memcpy(key.address, range->address, sizeof(key.address));
	return bpf_map__update_elem(trie, &key, v4 ? 8 : 20, &range->wanted, 1, BPF_ANY);
}

static int on_event(void *context, void *data, size_t size)
{
	struct capture *c = context;

	memcpy(c->at, data, size);
	c->at += size;
	c->room -= size;
	return c->room < PROCESS_SIZE ? -ENOSPC : 0; /* libbpf counts this one as read and stops */
}

struct capture *capture_open(const struct settings *s, const char **sections, size_t count)
{
	struct capture *c = calloc(1, sizeof(*c));
	size_t i;
	int error;

	if (!c || count > PROGRAMS) {
		trouble("no room for so many kernel programs", ENOMEM);
		free(c);
		return NULL;
	}
	c->may_run_first = s->may_run_first;
	c->cgroups = open(s->cgroups, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (c->cgroups < 0) {
		trouble("cannot open the mount of the cgroup2 hierarchy", errno);
		goto failed;
	}
	c->kernel = tcpconnect__open();
	if (!c->kernel) {
		trouble("cannot read the kernel programs", errno);
		goto failed;
	}
	if (!choose_programs(c, sections, count))
		goto failed;
	settle(c, s, sections, count);
	error = tcpconnect__load(c->kernel);
	if (error) {
		trouble("cannot load the kernel program", -error);
		goto failed;
	}
	for (i = 0; i < s->range_count; i++) {
		error = put_range(c, &s->ranges[i]);
		if (error) {
			trouble("cannot tell the kernel which peers are wanted", -error);
			goto failed;
		}
	}
	c->ring = ring_buffer__new(bpf_map__fd(c->kernel->maps.events), on_event, c, NULL);
	if (!c->ring) {
		trouble("cannot read the ring buffer", errno);
		goto failed;
	}
	return c;
failed:
	capture_close(c);
	return NULL;
}

void capture_detach(struct capture *c)
{
	size_t i;

	for (i = 0; i < PROGRAMS; i++) {
		bpf_link__destroy(c->links[i]);
		c->links[i] = NULL;
	}
	for (i = 0; i < c->hook_count; i++)
		close(c->hooks[i]);
	c->hook_count = 0;
}

void capture_close(struct capture *c)
{
	capture_detach(c);
	free(c->hooks);
	ring_buffer__free(c->ring);
	tcpconnect__destroy(c->kernel);
	if (c->cgroups >= 0)
		close(c->cgroups);
	free(c->batch);
	free(c->keys);
	free(c);
}
