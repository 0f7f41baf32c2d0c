// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
/*
 * What Java cannot do itself: load the kernel program, which is embedded here, and copy out what it
 * reports. Everything else is Java's. A handle belongs to one thread at a time.
 */
#define _GNU_SOURCE /* vasprintf */
#include <bpf/libbpf.h>
#include <errno.h>
#include <jni.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <linux/types.h>
#include "event.h"
#include "tcpconnect.skel.h"

struct capture {
	struct tcpconnect *program;
	struct ring_buffer *ring;
	char *at; /* where the next event goes, while Java drains */
	size_t room;
};

/* What libbpf and the verifier said last; of a long log the end, which names the reason. */
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

/* One line of ours, then what libbpf said. */
static void fail(JNIEnv *env, const char *what, int error)
{
	static __thread char message[sizeof(said) + 256];
	jclass type = (*env)->FindClass(env, "dev/netpol/capture/BridgeException");
	size_t i;

	snprintf(message, sizeof(message), "%s: %s\n%s", what, strerror(error), said);
	for (i = 0; message[i]; i++) /* JNI wants modified UTF-8; this is ASCII */
		if ((signed char)message[i] < 0)
			message[i] = '?';
	if (type)
		(*env)->ThrowNew(env, type, message);
}

static int on_event(void *context, void *data, size_t size)
{
	struct capture *c = context;

	memcpy(c->at, data, size);
	c->at += size;
	c->room -= size;
	return c->room < EVENT_SIZE ? -ENOSPC : 0; /* libbpf counts this one as read and stops */
}

static void release(struct capture *c)
{
	if (!c)
		return;
	ring_buffer__free(c->ring);
	tcpconnect__destroy(c->program);
	free(c);
}

/* Loads and attaches the program of that name, and no other. */
static jlong bridge_open(JNIEnv *env, jclass type, jstring name)
{
	struct capture *c = calloc(1, sizeof(*c));
	const char *wanted = (*env)->GetStringUTFChars(env, name, 0);
	struct bpf_program *p;
	const char *what = "out of memory";
	int error = ENOMEM;

	(void)type;
	said[0] = 0;
	if (!c || !wanted)
		goto failed;
	what = "cannot read the kernel program";
	c->program = tcpconnect__open();
	error = errno;
	if (!c->program)
		goto failed;
	what = "there is no such kernel program";
	error = ENOENT;
	bpf_object__for_each_program(p, c->program->obj) {
		bool it = !strcmp(bpf_program__section_name(p), wanted);

		bpf_program__set_autoload(p, it);
		if (it)
			error = 0;
	}
	if (error)
		goto failed;
	what = "cannot load the kernel program";
	error = -tcpconnect__load(c->program);
	if (error)
		goto failed;
	what = "cannot attach the kernel program";
	error = -tcpconnect__attach(c->program);
	if (error)
		goto failed;
	what = "cannot read the ring buffer";
	c->ring = ring_buffer__new(bpf_map__fd(c->program->maps.events), on_event, c, NULL);
	error = errno;
	if (!c->ring)
		goto failed;
	(*env)->ReleaseStringUTFChars(env, name, wanted);
	return (jlong)(size_t)c;
failed:
	if (wanted)
		(*env)->ReleaseStringUTFChars(env, name, wanted);
	release(c);
	fail(env, what, error);
	return 0;
}

/* Whole events into the buffer, from its start; waits only when there are none. Gives bytes. */
static jint bridge_drain(JNIEnv *env, jclass type, jlong handle, jobject into, jint millis)
{
	struct capture *c = (struct capture *)(size_t)handle;
	size_t size = (*env)->GetDirectBufferCapacity(env, into);
	int error;

	(void)type;
	said[0] = 0;
	c->at = (*env)->GetDirectBufferAddress(env, into);
	c->room = size;
	error = ring_buffer__consume(c->ring);
	if (error == 0)
		error = ring_buffer__poll(c->ring, millis);
	if (error < 0 && error != -ENOSPC && error != -EINTR) {
		fail(env, "cannot read the ring buffer", -error);
		return 0;
	}
	return size - c->room;
}

/* The counters by enum lost_layer, summed over processors. */
static jlongArray bridge_lost(JNIEnv *env, jclass type, jlong handle)
{
	struct capture *c = (struct capture *)(size_t)handle;
	int cpus = libbpf_num_possible_cpus();
	jlong sums[LOST_LAYERS] = {};
	__u64 *counts = cpus > 0 ? calloc(cpus, sizeof(*counts)) : NULL;
	jlongArray result = NULL;
	__u32 layer;
	int error, i;

	(void)type;
	said[0] = 0;
	if (!counts) {
		fail(env, "cannot read the counters of what was lost", ENOMEM);
		return NULL;
	}
	for (layer = 0; layer < LOST_LAYERS; layer++) {
		error = bpf_map__lookup_elem(c->program->maps.lost, &layer, sizeof(layer), counts,
					     cpus * sizeof(*counts), 0);
		if (error) {
			fail(env, "cannot read the counters of what was lost", -error);
			goto done;
		}
		for (i = 0; i < cpus; i++)
			sums[layer] += counts[i];
	}
	result = (*env)->NewLongArray(env, LOST_LAYERS);
	if (result)
		(*env)->SetLongArrayRegion(env, result, 0, LOST_LAYERS, sums);
done:
	free(counts);
	return result;
}

static jlong nanos(clockid_t clock)
{
	struct timespec t = {};

	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* What to add to an event's time to have nanoseconds since 1970. */
static jlong bridge_epoch(JNIEnv *env, jclass type)
{
	(void)env;
	(void)type;
	return nanos(CLOCK_REALTIME) - nanos(CLOCK_BOOTTIME);
}

static void bridge_close(JNIEnv *env, jclass type, jlong handle)
{
	(void)env;
	(void)type;
	release((struct capture *)(size_t)handle);
}

JNIEXPORT jint JNI_OnLoad(JavaVM *vm, void *reserved)
{
	static const JNINativeMethod methods[] = {
		{"open", "(Ljava/lang/String;)J", bridge_open},
		{"drain", "(JLjava/nio/ByteBuffer;I)I", bridge_drain},
		{"lost", "(J)[J", bridge_lost},
		{"epoch", "()J", bridge_epoch},
		{"close", "(J)V", bridge_close},
	};
	JNIEnv *env;
	jclass bridge;

	(void)reserved;
	if ((*vm)->GetEnv(vm, (void **)&env, JNI_VERSION_1_8) != JNI_OK)
		return JNI_ERR;
	bridge = (*env)->FindClass(env, "dev/netpol/capture/Bridge");
	if (!bridge || (*env)->RegisterNatives(env, bridge, methods, sizeof(methods) / sizeof(*methods)))
		return JNI_ERR;
	libbpf_set_print(keep);
	return JNI_VERSION_1_8;
}
