// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
/* What went wrong last in this thread, with what libbpf and the verifier said about it. */
#ifndef NETPOL_TROUBLE_H
#define NETPOL_TROUBLE_H

#include <stddef.h>

/* Forgets what was said, and has libbpf say it to us from now on. */
void trouble_none(void);

/* Keeps what failed and the errno, a positive number. */
void trouble(const char *what, int error);

/* One line of ours, then libbpf's; ASCII. Valid until the next call in this thread. */
const char *trouble_text(void);

#endif
