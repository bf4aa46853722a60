// Allocations in endless loops, and loops that are none or not endless.
//
// RUN: not %scan --checks=-*,gfp-open-coded-nofail --level 1 --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-open-coded-nofail --level 1 --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-open-coded-nofail --level 1 --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/sched.h>

int use(void *p);
bool stopping(void);
void wait_for_io(void);

void *again(size_t n)
{
	void *p;

retry:
	// CHECK: :[[#@LINE+1]]:6: warning: kmalloc() is tried until it succeeds: pass __GFP_NOFAIL and let the allocator do it [gfp-open-coded-nofail]
	p = kmalloc(n, GFP_NOFS);
	if (!p) {
		cond_resched();
		goto retry;
	}
	return p;
}

void *loop(size_t n)
{
	void *p;

	do {
		// CHECK: :[[#@LINE+1]]:7: warning: kvmalloc() is tried until it succeeds: {{.*}} [gfp-open-coded-nofail]
		p = kvmalloc(n, GFP_KERNEL);
	} while (!p);
	return p;
}

void *condition(size_t n)
{
	void *p;

	// CHECK: :[[#@LINE+1]]:15: warning: kzalloc() is tried until it succeeds: {{.*}} [gfp-open-coded-nofail]
	while (!(p = kzalloc(n, GFP_KERNEL)))
		msleep(10);
	return p;
}

// It gives up.
void *exits(size_t n)
{
	void *p;

	while (!(p = kzalloc(n, GFP_KERNEL)))
		if (stopping())
			return NULL;
	return p;
}

void *counted(size_t n)
{
	int tries = 3;
	void *p;

	do {
		p = kmalloc(n, GFP_KERNEL);
	} while (!p && tries--);
	return p;
}

// The next try is another one.
void *smaller(size_t n)
{
	void *p;

	while (!(p = kmalloc(n, GFP_KERNEL)))
		n /= 2;
	return p;
}

// Something is waited for that frees memory.
void *waits(size_t n)
{
	void *p;

	while (!(p = kmalloc(n, GFP_KERNEL)))
		wait_for_io();
	return p;
}

// The success is what leads back.
int all(size_t n)
{
	void *p;

next:
	p = kmalloc(n, GFP_KERNEL);
	if (!p)
		return -1;
	if (use(p))
		goto next;
	return 0;
}

// __GFP_NOFAIL would be wrong here.
void *atomic(size_t n)
{
	void *p;

	while (!(p = kmalloc(n, GFP_ATOMIC)))
		;
	return p;
}

// Once is enough for all turns.
void cached(size_t n, int count)
{
	void *p = NULL;
	int i;

	for (i = 0; i < count; i++) {
		if (!p)
			p = kmalloc(n, GFP_KERNEL);
		use(p);
	}
}

void ___might_sleep(const char *file, int line, int offset);
#define cond_resched_of_5_10() ({ ___might_sleep(__FILE__, __LINE__, 0); _cond_resched(); })
int _cond_resched(void);

void *old_kernel(size_t n)
{
	void *p;

	// CHECK: :[[#@LINE+1]]:15: warning: kmalloc() is tried until it succeeds: {{.*}} [gfp-open-coded-nofail]
	while (!(p = kmalloc(n, GFP_KERNEL)))
		cond_resched_of_5_10();
	return p;
}
