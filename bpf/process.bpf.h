/* SPDX-FileCopyrightText: The Network Policy Advisor authors */
/* SPDX-License-Identifier: (BSD-2-Clause OR GPL-2.0-only) */
/* Starts and ends of processes. All of these run in the process concerned. */
#ifndef NETPOL_PROCESS_BPF_H
#define NETPOL_PROCESS_BPF_H

#include "event.h"
#include "kernel.bpf.h"
#include "send.bpf.h"
#include "wanted.bpf.h"

static __always_inline int of_process(struct process *p)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();

	p->cgroup = bpf_get_current_cgroup_id();
	if (!wanted_cgroup(p->cgroup))
		return 0;
	p->time = bpf_ktime_get_boot_ns();
	p->pid = bpf_get_current_pid_tgid() >> 32;
	p->parent = BPF_CORE_READ(task, real_parent, tgid);
	current_name(p->comm);
	return 1;
}

static __always_inline int started_program(const char *path)
{
	struct process p = { .kind = EVENT_EXEC };

	if (of_process(&p)) {
		bpf_probe_read_kernel_str(p.path, sizeof(p.path), path);
		send_bytes(&p, sizeof(p));
	}
	return 0;
}

/* Each thread comes by; a process has ended when none is left alive. */
static __always_inline int ended(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct process p = { .kind = EVENT_EXIT };

	if (BPF_CORE_READ(task, signal, live.counter) > 0 || !of_process(&p))
		return 0;
	p.status = BPF_CORE_READ(task, exit_code);
	send_bytes(&p, PROCESS_AT_path);
	return 0;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(exec_btf, struct task_struct *task, int old_pid, struct linux_binprm *program)
{
	return started_program(program->filename);
}

SEC("raw_tp/sched_process_exec")
int exec_raw(struct bpf_raw_tracepoint_args *ctx)
{
	return started_program(BPF_CORE_READ((struct linux_binprm *)ctx->args[2], filename));
}

SEC("tp/sched/sched_process_exec")
int exec_tp(struct trace_event_raw_sched_process_exec *ctx)
{
	return started_program((const char *)ctx + (ctx->__data_loc_filename & 0xffff));
}

SEC("tp_btf/sched_process_exit")
int exit_btf(void *ctx)
{
	return ended();
}

SEC("raw_tp/sched_process_exit")
int exit_raw(void *ctx)
{
	return ended();
}

SEC("tp/sched/sched_process_exit")
int exit_tp(void *ctx)
{
	return ended();
}

#endif
