/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/*
 * What goes between kernel and user space: one layout for the programs, the bridge and Java
 * (dev.netpol.capture.EventDecoder, ProcessDecoder, Ranges). Numbers are in the machine's byte
 * order, ports too. Java finds the fields by the numbers below, which the compiler checks here; a
 * test compares them with Java's.
 */
#ifndef NETPOL_EVENT_H
#define NETPOL_EVENT_H

#define LAYOUT_HAS(type, TYPE, field)                                                 \
	_Static_assert(__builtin_offsetof(struct type, field) == TYPE##_AT_##field, \
		       "layout of struct " #type ": " #field)
#define LAYOUT_ENDS(type, TYPE) \
	_Static_assert(sizeof(struct type) == TYPE##_SIZE, "size of struct " #type)

enum event_kind {
	EVENT_CONNECT = 1,
	EVENT_ACCEPT = 2,
	EVENT_EXEC = 3, /* a struct process */
	EVENT_EXIT = 4, /* a struct process as far as its path */
};

enum event_outcome {
	OUTCOME_ESTABLISHED = 1,
	OUTCOME_REFUSED = 2,
	OUTCOME_TIMEOUT = 3,
	OUTCOME_ERROR = 4,
	OUTCOME_ATTEMPTED = 5,
	OUTCOME_UNCERTAIN = 6, /* of a connect over TCP that was not seen to end */
};

enum event_flags {
	FLAG_UNCERTAIN = 1, /* who spoke first, or whether at all, is not known */
	FLAG_EXISTING = 2,  /* it was open before */
};

/* A connection. Addresses are 16 bytes in network order; IPv4 stands in the first four. */
struct event {
	__u8 kind;
	__u8 family;     /* 4 or 6; ::ffff:a.b.c.d is 4 */
	__u8 protocol;   /* of IP: 6 TCP, 17 UDP */
	__u8 outcome;
	__u16 sport;     /* initiator's */
	__u16 dport;     /* responder's */
	__u16 error;     /* errno of OUTCOME_ERROR */
	__u16 requested_port;
	__u8 requested_family; /* 0: the application got what it asked for */
	__u8 flags;
	__u8 reserved[2];
	__u32 netns;     /* inode */
	__u32 pid;       /* thread group; 0 where no process is known */
	__u64 time;      /* CLOCK_BOOTTIME, nanoseconds */
	__u64 last;      /* the same, of the last of count */
	__u64 elapsed;   /* nanoseconds since the connect began; 0 for an accept */
	__u64 cgroup;    /* id of the socket's cgroup, which is its directory's inode */
	__u64 count;
	__u8 saddr[16];  /* initiator's */
	__u8 daddr[16];  /* responder's */
	__u8 requested[16];
	__u8 comm[16];
};

#define EVENT_AT_kind 0
#define EVENT_AT_family 1
#define EVENT_AT_protocol 2
#define EVENT_AT_outcome 3
#define EVENT_AT_sport 4
#define EVENT_AT_dport 6
#define EVENT_AT_error 8
#define EVENT_AT_requested_port 10
#define EVENT_AT_requested_family 12
#define EVENT_AT_flags 13
#define EVENT_AT_netns 16
#define EVENT_AT_pid 20
#define EVENT_AT_time 24
#define EVENT_AT_last 32
#define EVENT_AT_elapsed 40
#define EVENT_AT_cgroup 48
#define EVENT_AT_count 56
#define EVENT_AT_saddr 64
#define EVENT_AT_daddr 80
#define EVENT_AT_requested 96
#define EVENT_AT_comm 112
#define EVENT_SIZE 128

LAYOUT_HAS(event, EVENT, kind);
LAYOUT_HAS(event, EVENT, family);
LAYOUT_HAS(event, EVENT, protocol);
LAYOUT_HAS(event, EVENT, outcome);
LAYOUT_HAS(event, EVENT, sport);
LAYOUT_HAS(event, EVENT, dport);
LAYOUT_HAS(event, EVENT, error);
LAYOUT_HAS(event, EVENT, requested_port);
LAYOUT_HAS(event, EVENT, requested_family);
LAYOUT_HAS(event, EVENT, flags);
LAYOUT_HAS(event, EVENT, netns);
LAYOUT_HAS(event, EVENT, pid);
LAYOUT_HAS(event, EVENT, time);
LAYOUT_HAS(event, EVENT, last);
LAYOUT_HAS(event, EVENT, elapsed);
LAYOUT_HAS(event, EVENT, cgroup);
LAYOUT_HAS(event, EVENT, count);
LAYOUT_HAS(event, EVENT, saddr);
LAYOUT_HAS(event, EVENT, daddr);
LAYOUT_HAS(event, EVENT, requested);
LAYOUT_HAS(event, EVENT, comm);
LAYOUT_ENDS(event, EVENT);

/* The start or the end of a process. */
struct process {
	__u8 kind;
	__u8 reserved[3];
	__u32 status; /* as of wait(2) */
	__u32 parent;
	__u32 pid;
	__u64 time;
	__u64 cgroup;
	__u8 comm[16];
	__u8 path[200]; /* as it was given to execve; ends with 0 */
};

#define PROCESS_AT_kind 0
#define PROCESS_AT_status 4
#define PROCESS_AT_parent 8
#define PROCESS_AT_pid 12
#define PROCESS_AT_time 16
#define PROCESS_AT_cgroup 24
#define PROCESS_AT_comm 32
#define PROCESS_AT_path 48
#define PROCESS_SIZE 248

LAYOUT_HAS(process, PROCESS, kind);
LAYOUT_HAS(process, PROCESS, status);
LAYOUT_HAS(process, PROCESS, parent);
LAYOUT_HAS(process, PROCESS, pid);
LAYOUT_HAS(process, PROCESS, time);
LAYOUT_HAS(process, PROCESS, cgroup);
LAYOUT_HAS(process, PROCESS, comm);
LAYOUT_HAS(process, PROCESS, path);
LAYOUT_ENDS(process, PROCESS);

/* Whether peers of a block of addresses are wanted. */
struct range {
	__u8 wanted;
	__u8 family;
	__u8 prefix;
	__u8 reserved;
	__u8 address[16];
};

#define RANGE_AT_wanted 0
#define RANGE_AT_family 1
#define RANGE_AT_prefix 2
#define RANGE_AT_address 4
#define RANGE_SIZE 20

LAYOUT_HAS(range, RANGE, wanted);
LAYOUT_HAS(range, RANGE, family);
LAYOUT_HAS(range, RANGE, prefix);
LAYOUT_HAS(range, RANGE, address);
LAYOUT_ENDS(range, RANGE);

/* Indexes of the counters of what was lost: they only ever grow. */
enum lost_layer {
	LOST_RINGBUF = 0, /* no room in the ring buffer */
	LOST_STASH = 1,   /* no room to remember who began a connect: its event has no process */
	LOST_UDP = 2,     /* no room to remember who spoke first: the event is uncertain */
	LOST_MISSED = 3,  /* times that the kernel left a program out, as the processor was in it */
	LOST_LAYERS = 4,
};

/* What folds are counted under: two connections with the same key differ in nothing that matters. */
struct fold_key {
	__u64 cgroup;
	__u32 netns;
	__u16 dport;
	__u16 error;
	__u16 requested_port;
	__u8 requested_family;
	__u8 kind;
	__u8 family;
	__u8 protocol;
	__u8 outcome;
	__u8 flags;
	__u8 saddr[16];
	__u8 daddr[16];
	__u8 requested[16];
	__u8 comm[16];
};
_Static_assert(sizeof(struct fold_key) == 88, "struct fold_key has no padding");

/* A connect over TCP whose end is not known yet. */
struct begun {
	struct event event; /* as it is told if no end is seen; without a kind until it has begun */
	struct asked {
		__u16 port;
		__u8 family; /* 0: not known */
		__u8 reserved;
		__u8 address[16];
	} asked;
};

/* Who spoke first to whom over a socket of UDP. */
struct peer_key {
	__u64 cookie; /* of the socket; never used again */
	__u8 address[16];
	__u16 port;
	__u8 family;
	__u8 reserved[5];
};
_Static_assert(sizeof(struct peer_key) == 32, "struct peer_key has no padding");

struct peer {
	__u64 last;   /* when the last packet went either way, CLOCK_BOOTTIME */
	__u8 theirs;  /* the peer spoke first */
	__u8 both;    /* packets went both ways */
	__u8 reserved[6];
};

#endif
