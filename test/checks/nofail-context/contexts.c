// __GFP_NOFAIL where the allocator may not do what it takes.
//
// RUN: not %scan --checks=-*,gfp-nofail-context --level 0 --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-nofail-context --level 0 --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-nofail-context --level 0 --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/spinlock.h>

struct table {
	spinlock_t lock;
	void *entry;
};

void *without_reclaim(size_t n)
{
	unsigned int flags = memalloc_noreclaim_save();
	// CHECK: :[[#@LINE+1]]:12: warning: kmalloc() with GFP_KERNEL | __GFP_NOFAIL in a noreclaim scope: {{.*}} [gfp-nofail-context]
	void *p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);

	memalloc_noreclaim_restore(flags);
	return p;
}

void locked(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	// CHECK: :[[#@LINE+1]]:13: warning: kmalloc() with GFP_NOFS | __GFP_NOFAIL may sleep without end, and a spinlock is held here [gfp-nofail-context]
	t->entry = kmalloc(n, GFP_NOFS | __GFP_NOFAIL);
	spin_unlock(&t->lock);
}

// A nofs scope lets it reclaim.
void *restricted(size_t n)
{
	unsigned int flags = memalloc_nofs_save();
	void *p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);

	memalloc_nofs_restore(flags);
	return p;
}

void *some_paths(size_t n, int low)
{
	unsigned int flags;
	void *p;

	if (low)
		flags = memalloc_noreclaim_save();
	p = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);
	if (low)
		memalloc_noreclaim_restore(flags);
	return p;
}

void after(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	t->entry = NULL;
	spin_unlock(&t->lock);
	t->entry = kmalloc(n, GFP_NOFS | __GFP_NOFAIL);
}

// It is another contradiction, and another check's.
void atomic(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	t->entry = kmalloc(n, GFP_ATOMIC | __GFP_NOFAIL);
	spin_unlock(&t->lock);
}
