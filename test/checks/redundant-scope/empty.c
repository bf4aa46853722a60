// A scope in which nothing is allocated.
//
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 5.10 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>
#include <linux/spinlock.h>

struct counter {
	spinlock_t lock;
	unsigned long value;
};

void opaque(void);

void left_over(struct counter *c)
{
	// CHECK: :[[#@LINE+1]]:23: warning: nofs scope holds no allocation{{.*}} [gfp-redundant-scope]
	unsigned int flags = memalloc_nofs_save();

	c->value++;
	memalloc_nofs_restore(flags);
}

unsigned long locked(struct counter *c)
{
	unsigned long value;
	unsigned int flags;

	// CHECK: :[[#@LINE+1]]:10: warning: noio scope holds no allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_noio_save();
	spin_lock(&c->lock);
	value = c->value;
	spin_unlock(&c->lock);
	memalloc_noio_restore(flags);
	return value;
}

// Silent: nobody knows what it does.
void called(struct counter *c)
{
	unsigned int flags = memalloc_nofs_save();

	opaque();
	c->value++;
	memalloc_nofs_restore(flags);
}

// Silent: assembly may call.
void assembly(struct counter *c)
{
	unsigned int flags = memalloc_nofs_save();

	__asm__ volatile("call opaque" : : "r"(c) : "memory");
	memalloc_nofs_restore(flags);
}
