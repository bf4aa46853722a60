// Sections that guards hold, and those that a function may or may not open.
//
// RUN: not %scan --checks=-*,gfp-sleep-in-atomic,gfp-nofail-context --level 1 --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-sleep-in-atomic,gfp-nofail-context --level 1 --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/cleanup.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

struct table {
	spinlock_t lock, other;
	struct mutex mutex;
	void *entry;
	int users;
};

DEFINE_CLASS(spinlock, spinlock_t *, spin_unlock(_T), ({ spin_lock(lock); lock; }), spinlock_t *lock)
DEFINE_CLASS(mutex, struct mutex *, mutex_unlock(_T), ({ mutex_lock(lock); lock; }), struct mutex *lock)

void whole_function(struct table *t, size_t n)
{
	t->users++;
	guard(spinlock)(&t->lock);
	// CHECK: :[[#@LINE+2]]:13: warning: kmalloc() with GFP_KERNEL may sleep, and a spinlock is held here [gfp-sleep-in-atomic]
	// CHECK: :[[#@LINE-2]]:2: note: it is taken here
	t->entry = kmalloc(n, GFP_KERNEL);
}

int block(struct table *t, size_t n)
{
	scoped_guard(spinlock, &t->lock) {
		if (t->entry)
			return 0;
		// CHECK: :[[#@LINE+1]]:14: warning: kmalloc() with GFP_NOFS | __GFP_NOFAIL may sleep without end, {{.*}} [gfp-nofail-context]
		t->entry = kmalloc(n, GFP_NOFS | __GFP_NOFAIL);
		// CHECK: :[[#@LINE-1]]:14: warning: kmalloc() with GFP_NOFS | __GFP_NOFAIL may sleep, {{.*}} [gfp-sleep-in-atomic]
	}
	return 1;
}

void after_block(struct table *t, size_t n)
{
	scoped_guard(spinlock, &t->lock)
		t->users++;
	t->entry = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);
}

void inner_block(struct table *t, size_t n)
{
	{
		guard(spinlock)(&t->lock);
		t->users++;
	}
	t->entry = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);
}

void each_time_round(struct table *t, size_t n)
{
	for (int i = 0; i < 3; i++) {
		guard(spinlock)(&t->lock);
		if (t->users == i)
			continue;
		if (t->users > 7)
			break;
		t->users++;
	}
	t->entry = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);
}

void may_sleep(struct table *t, size_t n)
{
	guard(mutex)(&t->mutex);
	t->entry = kmalloc(n, GFP_KERNEL | __GFP_NOFAIL);
}

int tried(struct table *t, size_t n)
{
	if (!spin_trylock(&t->lock)) {
		t->entry = kmalloc(n, GFP_KERNEL);
		return 0;
	}
	// CHECK: :[[#@LINE+1]]:13: warning: kmalloc() with GFP_KERNEL may sleep, and a spinlock is held here [gfp-sleep-in-atomic]
	t->entry = kmalloc(n, GFP_KERNEL);
	spin_unlock(&t->lock);
	return 1;
}

void tried_in_block(struct table *t, size_t n)
{
	if (likely(spin_trylock(&t->lock))) {
		t->users++;
		spin_unlock(&t->lock);
	}
	t->entry = kmalloc(n, GFP_KERNEL);
}

// It lets go of the lock to allocate.
bool mas_nomem(struct table *t, gfp_t gfp);

void maple(struct table *t)
{
	spin_lock(&t->lock);
	do {
		t->users++;
	} while (mas_nomem(t, GFP_KERNEL));
	spin_unlock(&t->lock);
}
