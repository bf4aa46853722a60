// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/types.h>

#define PF_MEMALLOC 0x00000800
#define PF_MEMALLOC_NOFS 0x00040000
#define PF_MEMALLOC_NOIO 0x00080000
#define PF_MEMALLOC_PIN 0x10000000

struct task_struct {
	unsigned int flags;
};

struct task_struct *get_current(void);
#define current get_current()

void schedule(void);
int cond_resched(void);
void msleep(unsigned int ms);
bool is_vmalloc_addr(const void *address);
int wake_up_process(struct task_struct *task);
