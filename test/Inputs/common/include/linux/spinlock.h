// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/types.h>

typedef struct {
	unsigned int slock;
} spinlock_t;

void spin_lock(spinlock_t *lock);
void spin_unlock(spinlock_t *lock);
bool spin_trylock(spinlock_t *lock);
void spin_lock_irq(spinlock_t *lock);
void spin_unlock_irq(spinlock_t *lock);
unsigned long _raw_spin_lock_irqsave(spinlock_t *lock);
void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags);

static inline spinlock_t *spinlock_check(spinlock_t *lock)
{
	return lock;
}
#define spin_lock_irqsave(lock, flags) ((flags) = _raw_spin_lock_irqsave(spinlock_check(lock)))

void count_preemption(int by);
#define preempt_disable() do { count_preemption(1); __asm__ __volatile__("" ::: "memory"); } while (0)
#define preempt_enable() do { __asm__ __volatile__("" ::: "memory"); count_preemption(-1); } while (0)
void rcu_read_lock(void);
void rcu_read_unlock(void);
