// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
/*
 * The native methods of dev.netpol.capture.Bridge: what Java cannot do itself. Here Java's values
 * become C's and back; capture.h and existing.h do the rest. A handle belongs to one thread at a time.
 */
#include <errno.h>
#include <jni.h>
#include <stdlib.h>
#include <time.h>
#include "capture.h"
#include "existing.h"
#include "trouble.h"

static void fail(JNIEnv *env)
{
	jclass type = (*env)->FindClass(env, "dev/netpol/capture/BridgeException");

	if (type)
		(*env)->ThrowNew(env, type, trouble_text());
}

static struct capture *of(jlong handle)
{
	return (struct capture *)(size_t)handle;
}

/* The elements of an array of strings, all at once; to be given back. */
static const char **texts(JNIEnv *env, jobjectArray array, jsize count)
{
	const char **texts = calloc(count, sizeof(*texts));
	jsize i;

	for (i = 0; texts && i < count; i++)
		texts[i] = (*env)->GetStringUTFChars(
			env, (jstring)(*env)->GetObjectArrayElement(env, array, i), NULL);
	return texts;
}

static void give_back(JNIEnv *env, jobjectArray array, jsize count, const char **texts)
{
	jsize i;

	for (i = 0; texts && i < count; i++)
		if (texts[i])
			(*env)->ReleaseStringUTFChars(
				env, (jstring)(*env)->GetObjectArrayElement(env, array, i), texts[i]);
	free(texts);
}

static jlong bridge_open(JNIEnv *env, jclass type, jobjectArray programs, jobjectArray refused,
			 jstring cgroups, jint ring_bytes, jint map_entries, jint udp_millis,
			 jboolean aggregate, jbyteArray ranges, jboolean others, jboolean may_run_first)
{
	jsize count = (*env)->GetArrayLength(env, programs), i;
	const char **sections = texts(env, programs, count);
	jbyte *range = (*env)->GetByteArrayElements(env, ranges, NULL);
	struct settings s = {
		.cgroups = (*env)->GetStringUTFChars(env, cgroups, NULL),
		.ring_bytes = ring_bytes,
		.map_entries = map_entries,
		.udp_millis = udp_millis,
		.aggregate = aggregate,
		.ranges = (const struct range *)range,
		.range_count = (*env)->GetArrayLength(env, ranges) / RANGE_SIZE,
		.others = others,
		.may_run_first = may_run_first,
	};
	struct capture *c = NULL;

	(void)type;
	trouble_none();
	if (sections && range && s.cgroups)
		c = capture_open(&s, sections, count);
	else
		trouble("out of memory", ENOMEM);
	if (!c)
		fail(env);
	for (i = 0; c && i < count; i++) {
		trouble_none();
		if (!capture_attach(c, i))
			(*env)->SetObjectArrayElement(env, refused, i,
						      (*env)->NewStringUTF(env, trouble_text()));
	}
	if (s.cgroups)
		(*env)->ReleaseStringUTFChars(env, cgroups, s.cgroups);
	if (range)
		(*env)->ReleaseByteArrayElements(env, ranges, range, JNI_ABORT);
	give_back(env, programs, count, sections);
	return (jlong)(size_t)c;
}

static void bridge_choose(JNIEnv *env, jclass type, jlong handle, jlong cgroup, jboolean wanted)
{
	(void)type;
	trouble_none();
	if (!capture_choose(of(handle), cgroup, wanted))
		fail(env);
}

/* As in Bridge. */
enum { FOLDED = -1, UNENDED = -2 };

static jint bridge_drain(JNIEnv *env, jclass type, jlong handle, jobject into, jint millis)
{
	char *buffer = (*env)->GetDirectBufferAddress(env, into);
	size_t room = (*env)->GetDirectBufferCapacity(env, into);
	ssize_t bytes;

	(void)type;
	trouble_none();
	if (millis == FOLDED)
		bytes = capture_folded(of(handle), buffer, room);
	else if (millis == UNENDED)
		bytes = capture_unended(of(handle), buffer, room);
	else
		bytes = capture_drain(of(handle), buffer, room, millis);
	if (bytes < 0)
		fail(env);
	return bytes;
}

static jint bridge_existing(JNIEnv *env, jclass type, jstring netns, jobject into)
{
	const char *path = (*env)->GetStringUTFChars(env, netns, NULL);
	ssize_t bytes = -1;

	(void)type;
	trouble_none();
	if (path) {
		bytes = existing(path, (*env)->GetDirectBufferAddress(env, into),
				 (*env)->GetDirectBufferCapacity(env, into));
		(*env)->ReleaseStringUTFChars(env, netns, path);
	} else {
		trouble("out of memory", ENOMEM);
	}
	if (bytes < 0)
		fail(env);
	return bytes;
}

static jlong nanos(clockid_t clock)
{
	struct timespec t = {};

	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static jlongArray bridge_counters(JNIEnv *env, jclass type, jlong handle)
{
	__u64 lost[LOST_LAYERS];
	jlong counters[LOST_LAYERS + 1];
	jlongArray result;
	int i;

	(void)type;
	trouble_none();
	if (!capture_lost(of(handle), lost)) {
		fail(env);
		return NULL;
	}
	for (i = 0; i < LOST_LAYERS; i++)
		counters[i] = lost[i];
	counters[LOST_LAYERS] = nanos(CLOCK_REALTIME) - nanos(CLOCK_BOOTTIME);
	result = (*env)->NewLongArray(env, LOST_LAYERS + 1);
	if (result)
		(*env)->SetLongArrayRegion(env, result, 0, LOST_LAYERS + 1, counters);
	return result;
}

static void bridge_close(JNIEnv *env, jclass type, jlong handle)
{
	(void)env;
	(void)type;
	capture_close(of(handle));
}

JNIEXPORT jint JNI_OnLoad(JavaVM *vm, void *reserved)
{
	static const JNINativeMethod methods[] = {
		{"open",
		 "([Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;IIIZ[BZZ)J", bridge_open},
		{"choose", "(JJZ)V", bridge_choose},
		{"drain", "(JLjava/nio/ByteBuffer;I)I", bridge_drain},
		{"existing", "(Ljava/lang/String;Ljava/nio/ByteBuffer;)I", bridge_existing},
		{"counters", "(J)[J", bridge_counters},
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
	trouble_none();
	return JNI_VERSION_1_8;
}
