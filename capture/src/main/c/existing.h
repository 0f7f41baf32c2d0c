// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
/* TCP connections that were there before; sock_diag(7) tells of its own network namespace only. */
#ifndef NETPOL_EXISTING_H
#define NETPOL_EXISTING_H

#include <stddef.h>
#include <sys/types.h>

/*
 * Those of a network namespace, as events, into a buffer. Gives the bytes that they need, which may
 * be more than there is room for, or -1. The namespace is entered by a thread of our own: one of
 * the JVM's would stay in it.
 */
ssize_t existing(const char *netns, char *into, size_t room);

#endif
