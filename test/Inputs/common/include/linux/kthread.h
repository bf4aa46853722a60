// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/err.h>
#include <linux/sched.h>

#define NUMA_NO_NODE (-1)

struct task_struct *kthread_create_on_node(int (*threadfn)(void *), void *data, int node,
					   const char *fmt, ...);
bool kthread_should_stop(void);
int kthread_stop(struct task_struct *task);

#define kthread_create(threadfn, data, fmt, ...)                                                   \
	kthread_create_on_node(threadfn, data, NUMA_NO_NODE, fmt, ##__VA_ARGS__)
#define kthread_run(threadfn, data, fmt, ...)                                                      \
	({                                                                                         \
		struct task_struct *task_ = kthread_create(threadfn, data, fmt, ##__VA_ARGS__);    \
		if (!IS_ERR(task_))                                                                \
			wake_up_process(task_);                                                    \
		task_;                                                                             \
	})
