/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * What the kernel program hands to user space: one layout for the program, the bridge and Java
 * (dev.netpol.capture.EventDecoder). Numbers are in the machine's byte order, ports too.
 */
#ifndef NETPOL_EVENT_H
#define NETPOL_EVENT_H

enum event_kind {
	EVENT_CONNECT = 1,
	EVENT_ACCEPT = 2,
};

enum event_outcome {
	OUTCOME_ESTABLISHED = 1,
	OUTCOME_REFUSED = 2,
	OUTCOME_TIMEOUT = 3,
	OUTCOME_ERROR = 4,
	OUTCOME_ATTEMPTED = 5,
};

/* Addresses are 16 bytes in network order; IPv4 stands in the first four. */
struct event {
	__u64 time;      /* CLOCK_BOOTTIME, nanoseconds */
	__u64 elapsed;   /* nanoseconds since the connect began; 0 for an accept */
	__u64 cgroup;    /* id of the socket's cgroup, which is its directory's inode */
	__u64 count;
	__u32 netns;     /* inode */
	__u32 pid;       /* thread group; 0 where no process is known */
	__u8 kind;
	__u8 family;     /* 4 or 6; ::ffff:a.b.c.d is 4 */
	__u8 protocol;   /* of IP: 6 TCP, 17 UDP */
	__u8 outcome;
	__u16 sport;     /* initiator's */
	__u16 dport;     /* responder's */
	__u16 error;     /* errno of OUTCOME_ERROR */
	__u16 requested_port;
	__u8 requested_family; /* 0: the application got what it asked for */
	__u8 reserved[3];
	__u8 saddr[16];  /* initiator's */
	__u8 daddr[16];  /* responder's */
	__u8 requested[16];
	__u8 comm[16];
};

/* Where Java finds the fields: a test compares these numbers with those of EventDecoder. */
#define EVENT_AT_time 0
#define EVENT_AT_elapsed 8
#define EVENT_AT_cgroup 16
#define EVENT_AT_count 24
#define EVENT_AT_netns 32
#define EVENT_AT_pid 36
#define EVENT_AT_kind 40
#define EVENT_AT_family 41
#define EVENT_AT_protocol 42
#define EVENT_AT_outcome 43
#define EVENT_AT_sport 44
#define EVENT_AT_dport 46
#define EVENT_AT_error 48
#define EVENT_AT_requested_port 50
#define EVENT_AT_requested_family 52
#define EVENT_AT_saddr 56
#define EVENT_AT_daddr 72
#define EVENT_AT_requested 88
#define EVENT_AT_comm 104
#define EVENT_SIZE 120

#define EVENT_HAS(field)                                                     \
	_Static_assert(__builtin_offsetof(struct event, field) == EVENT_AT_##field, \
		       "layout of struct event: " #field)
EVENT_HAS(time);
EVENT_HAS(elapsed);
EVENT_HAS(cgroup);
EVENT_HAS(count);
EVENT_HAS(netns);
EVENT_HAS(pid);
EVENT_HAS(kind);
EVENT_HAS(family);
EVENT_HAS(protocol);
EVENT_HAS(outcome);
EVENT_HAS(sport);
EVENT_HAS(dport);
EVENT_HAS(error);
EVENT_HAS(requested_port);
EVENT_HAS(requested_family);
EVENT_HAS(saddr);
EVENT_HAS(daddr);
EVENT_HAS(requested);
EVENT_HAS(comm);
_Static_assert(sizeof(struct event) == EVENT_SIZE, "size of struct event");

/* Indexes of the counters of what was lost: they only ever grow. */
enum lost_layer {
	LOST_RINGBUF = 0, /* no room in the ring buffer */
	LOST_STASH = 1,   /* no room to remember who began a connect: its event has no process */
	LOST_LAYERS = 2,
};

#endif
