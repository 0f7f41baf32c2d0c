// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE /* vasprintf */
#include "trouble.h"
#include <bpf/libbpf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static __thread const char *failed = "";
static __thread int number;
/* Of a long log the end, which names the reason. */
static __thread char said[16384];

static int keep(enum libbpf_print_level level, const char *format, va_list args)
{
	char *text;
	int length;
	size_t have = strlen(said);

	if (level != LIBBPF_WARN)
		return 0;
	length = vasprintf(&text, format, args);
	if (length < 0)
		return 0;
	if (have + length >= sizeof(said)) {
		size_t fits = (size_t)length < sizeof(said) ? (size_t)length : sizeof(said) - 1;

		memcpy(said, text + length - fits, fits);
		said[fits] = 0;
	} else {
		memcpy(said + have, text, length + 1);
	}
	free(text);
	return 0;
}

void trouble_none(void)
{
	said[0] = 0;
	libbpf_set_print(keep);
}

void trouble(const char *what, int error)
{
	failed = what;
	number = error;
}

const char *trouble_text(void)
{
	static __thread char text[sizeof(said) + 256];
	size_t i;

	snprintf(text, sizeof(text), "%s: %s\n%s", failed, strerror(number), said);
	for (i = 0; text[i]; i++) /* JNI wants modified UTF-8; this is ASCII */
		if ((signed char)text[i] < 0)
			text[i] = '?';
	return text;
}
