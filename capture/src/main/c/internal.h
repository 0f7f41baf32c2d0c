// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
#ifndef NETPOL_INTERNAL_H
#define NETPOL_INTERNAL_H

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include "capture.h"
#include "tcpconnect.skel.h"

#define PROGRAMS 16

struct capture {
	struct tcpconnect *kernel;
	struct bpf_program *programs[PROGRAMS]; /* as they were asked for */
	struct bpf_link *links[PROGRAMS];

	int cgroups; /* the folder, to attach to */
	bool may_run_first;
	int *hooks; /* links to cgroups */
	size_t hook_count;

	struct ring_buffer *ring;
	char *at; /* where the next event goes, while draining */
	size_t room;

	long long swept; /* when the peers of UDP were looked through last */

	/* What is taken out of the table that does not count at the moment. */
	enum { COUNTING, EMPTYING, EMPTY } folds;
	__u32 cursor;
	bool begun; /* whether the cursor points anywhere */
	struct event *batch;
	struct fold_key *keys;
	__u32 have, given;
};

/* No program runs for us any more. */
void capture_detach(struct capture *c);

/* Makes room among the peers of UDP, if it is time to. */
void peers_sweep(struct capture *c);

long long now_millis(void);

#endif
