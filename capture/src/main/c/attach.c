// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
/*
 * Where the programs are attached. At the hooks of cgroups there may be a load balancer (Cilium,
 * Calico), which changes the address that is asked for, and changes it back in what is received. We
 * want the address that the application uses: before the first, and after the second.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "internal.h"
#include "trouble.h"

#ifndef BPF_F_PREORDER
#define BPF_F_PREORDER (1U << 6) /* linux/bpf.h since 6.15 */
#endif

static bool link_to(struct capture *c, struct bpf_program *p, int cgroup, __u32 flags)
{
	LIBBPF_OPTS(bpf_link_create_opts, options, .flags = flags);
	int link = bpf_link_create(bpf_program__fd(p), cgroup, bpf_program__expected_attach_type(p),
				   &options);
	int *more;

	if (link < 0)
		return false;
	more = realloc(c->hooks, (c->hook_count + 1) * sizeof(*more));
	if (!more) {
		close(link);
		errno = ENOMEM;
		return false;
	}
	c->hooks = more;
	c->hooks[c->hook_count++] = link;
	return true;
}

/* Whether somebody else is at that hook of the root. */
static bool is_occupied(struct capture *c, struct bpf_program *p)
{
	__u32 flags, count = 0;

	/* Without room for them it is told how many there are. */
	return bpf_prog_query(c->cgroups, bpf_program__expected_attach_type(p), 0, &flags, NULL, &count) ||
	       count > 0;
}

/*
 * Those of a descendant run before those of the root, where balancers are. Processes in the root
 * itself are not seen then; there are none on a node that systemd runs, and never a pod's.
 */
static bool link_to_children(struct capture *c, struct bpf_program *p)
{
	DIR *root = fdopendir(openat(c->cgroups, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	struct dirent *entry;
	bool all = root;

	while (all && (entry = readdir(root))) {
		int child;

		if (entry->d_type != DT_DIR || !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		child = openat(c->cgroups, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (child < 0)
			continue; /* gone meanwhile */
		all = link_to(c, p, child, 0);
		close(child);
	}
	if (root)
		closedir(root);
	return all;
}

static bool attach_to_cgroups(struct capture *c, struct bpf_program *p)
{
	bool last = !strncmp(bpf_program__section_name(p), "cgroup/recvmsg", 14);

	if (!last && c->may_run_first && link_to(c, p, c->cgroups, BPF_F_PREORDER))
		return true;
	if (!last && is_occupied(c, p))
		return link_to_children(c, p);
	return link_to(c, p, c->cgroups, 0);
}

bool capture_attach(struct capture *c, size_t index)
{
	struct bpf_program *p = c->programs[index];
	bool attached;

	if (!strncmp(bpf_program__section_name(p), "cgroup/", 7)) {
		attached = attach_to_cgroups(c, p);
	} else {
		c->links[index] = bpf_program__attach(p);
		attached = c->links[index];
	}
	if (!attached)
		trouble("cannot attach the kernel program", errno);
	return attached;
}
