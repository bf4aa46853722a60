// Allocations that may sleep where nothing may.
//
// RUN: not %scan --checks=-*,gfp-sleep-in-atomic --level 1 --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-sleep-in-atomic --level 1 --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-sleep-in-atomic --level 1 --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

struct table {
	spinlock_t lock;
	struct mutex mutex;
	void *entry;
	struct table *next;
};

void locked(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	// CHECK: :[[#@LINE+2]]:13: warning: kmalloc() with GFP_KERNEL may sleep, and a spinlock is held here [gfp-sleep-in-atomic]
	// CHECK: :[[#@LINE-2]]:2: note: it is taken here
	t->entry = kmalloc(n, GFP_KERNEL);
	spin_unlock(&t->lock);
}

void interrupts(struct table *t, size_t n)
{
	unsigned long flags;

	spin_lock_irqsave(&t->lock, flags);
	if (!t->entry)
		// CHECK: :[[#@LINE+1]]:14: warning: kvzalloc() with GFP_NOFS may sleep, {{.*}} [gfp-sleep-in-atomic]
		t->entry = kvzalloc(n, GFP_NOFS);
	spin_unlock_irqrestore(&t->lock, flags);
}

void preemption(struct table *t, size_t n)
{
	preempt_disable();
	// CHECK: :[[#@LINE+1]]:13: warning: vmalloc() may sleep, and disabled preemption is held here [gfp-sleep-in-atomic]
	t->entry = vmalloc(n);
	preempt_enable();
}

static void *helper(size_t n)
{
	return kmalloc(n, GFP_KERNEL);
}

static void *by_mask(size_t n, gfp_t gfp)
{
	return kzalloc(n, gfp);
}

void indirect(struct table *t, size_t n)
{
	rcu_read_lock();
	// CHECK: :[[#@LINE+1]]:13: warning: helper() makes an allocation that may sleep, and RCU read-side section is held here [gfp-sleep-in-atomic]
	t->entry = helper(n);
	// CHECK: :[[#@LINE+1]]:13: warning: by_mask() with GFP_KERNEL may sleep, {{.*}} [gfp-sleep-in-atomic]
	t->entry = by_mask(n, GFP_KERNEL);
	t->entry = by_mask(n, GFP_ATOMIC);
	rcu_read_unlock();
}

void atomic(struct table *t, size_t n, gfp_t gfp)
{
	spin_lock(&t->lock);
	t->entry = kmalloc(n, GFP_ATOMIC);
	t->entry = kmalloc(n, gfp);
	spin_unlock(&t->lock);
}

void may_sleep_again(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	spin_unlock(&t->lock);
	t->entry = kmalloc(n, GFP_KERNEL);
}

// A mutex lets its holder sleep.
void mutex(struct table *t, size_t n)
{
	mutex_lock(&t->mutex);
	t->entry = kmalloc(n, GFP_KERNEL);
	mutex_unlock(&t->mutex);
}

// Held on some paths, and then not here.
void conditional(struct table *t, size_t n, int shared)
{
	if (shared)
		spin_lock(&t->lock);
	t->entry = kmalloc(n, GFP_KERNEL);
	if (shared)
		spin_unlock(&t->lock);
}

void try(struct table *t, size_t n)
{
	if (!spin_trylock(&t->lock))
		t->entry = kmalloc(n, GFP_KERNEL);
	else
		spin_unlock(&t->lock);
}

// Entered with the lock held, and left with it: unlocked between.
static void refill(struct table *t, size_t n)
{
	spin_unlock(&t->lock);
	t->entry = kmalloc(n, GFP_KERNEL);
	spin_lock(&t->lock);
}

void refills(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	refill(t, n);
	spin_unlock(&t->lock);
}

// One call further away: the caller of a helper that unlocks, and its mask.
static void refill_masked(struct table *t, size_t n, gfp_t gfp)
{
	spin_unlock(&t->lock);
	t->entry = kmalloc(n, gfp);
	spin_lock(&t->lock);
}

static void erase(struct table *t, size_t n)
{
	refill_masked(t, n, GFP_KERNEL);
}

void erases(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	erase(t, n);
	spin_unlock(&t->lock);
}

// Who frees memory lets go of nobody's lock, whatever he calls seems to do.
void kfree(const void *p)
{
	refill((struct table *)p, 1);
}

static void clear(struct table *t)
{
	kfree(t->entry);
}

void frees_first(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	kfree(t->entry);
	// CHECK: :[[#@LINE+1]]:13: warning: kmalloc() with GFP_KERNEL may sleep, and a spinlock is held here [gfp-sleep-in-atomic]
	t->entry = kmalloc(n, GFP_KERNEL);
	clear(t);
	// CHECK: :[[#@LINE+1]]:13: warning: kmalloc() with GFP_KERNEL may sleep, and a spinlock is held here [gfp-sleep-in-atomic]
	t->entry = kmalloc(n, GFP_KERNEL);
	spin_unlock(&t->lock);
}

// A source's own function of such a name does what it does.
static void dma_pool_free(struct table *t)
{
	spin_unlock(&t->lock);
}

void frees_its_way(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	dma_pool_free(t);
	t->entry = kmalloc(n, GFP_KERNEL);
}

// Held by the caller, or not yet: it is let go of.
static void finish(struct table *t, int held)
{
	if (!held)
		spin_lock(&t->lock);
	t->entry = NULL;
	spin_unlock(&t->lock);
}

void finishes(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	finish(t, 1);
	t->entry = kmalloc(n, GFP_KERNEL);
}

void table_unlock(struct table *t);

// Another file's helper lets go of it.
void by_helper(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	table_unlock(t);
	t->entry = kmalloc(n, GFP_KERNEL);
}

// The lock of another entry, or of this one under another name: not told apart.
void hand_over_hand(struct table *t, size_t n)
{
	struct table *prev = t;

	spin_lock(&t->lock);
	spin_unlock(&prev->lock);
	t->entry = kmalloc(n, GFP_KERNEL);
}

// It does not sleep if there is one already.
static void *cached(struct table *t, size_t n)
{
	if (t->entry)
		return t->entry;
	return kmalloc(n, GFP_KERNEL);
}

void *looks_up(struct table *t, size_t n)
{
	void *p;

	spin_lock(&t->lock);
	p = cached(t, n);
	spin_unlock(&t->lock);
	return p;
}

struct page;
void *kmap_atomic(struct page *page);
void __kunmap_atomic(void *address);
#define kunmap_atomic(address) do { __kunmap_atomic(address); } while (0)

void *mapped(struct page *page, size_t n)
{
	void *address = kmap_atomic(page);
	// CHECK: :[[#@LINE+1]]:12: warning: kmalloc() with GFP_KERNEL may sleep, and atomic kmap is held here [gfp-sleep-in-atomic]
	void *p = kmalloc(n, GFP_KERNEL);

	kunmap_atomic(address);
	return p ? p : kmalloc(n, GFP_KERNEL);
}

struct rw_lock;
int _raw_write_trylock(struct rw_lock *lock);
void _raw_write_unlock(struct rw_lock *lock);
#define rw_trylock(lock) _raw_write_trylock(lock)

void *tried(struct rw_lock *lock, size_t n)
{
	void *p;

	if (!rw_trylock(lock))
		return kmalloc(n, GFP_KERNEL);
	// CHECK: :[[#@LINE+1]]:6: warning: kmalloc() with GFP_KERNEL may sleep, and a rwlock is held here [gfp-sleep-in-atomic]
	p = kmalloc(n, GFP_KERNEL);
	_raw_write_unlock(lock);
	return p ? p : kmalloc(n, GFP_KERNEL);
}

struct sequence;
unsigned long __write_seqlock_irqsave(struct sequence *lock);
void write_sequnlock_irqrestore(struct sequence *lock, unsigned long flags);

void *written(struct sequence *lock, size_t n)
{
	unsigned long flags = __write_seqlock_irqsave(lock);
	// CHECK: :[[#@LINE+1]]:12: warning: kmalloc() with GFP_KERNEL may sleep, and a seqlock is held here [gfp-sleep-in-atomic]
	void *p = kmalloc(n, GFP_KERNEL);

	write_sequnlock_irqrestore(lock, flags);
	return p ? p : kmalloc(n, GFP_KERNEL);
}

// An `if` between two macros is no macro's own: it may not come to the allocation.
void *spoken(size_t n, int quiet)
{
	void *p = NULL;

	if (unlikely(quiet))
		pr_warn("no memory for %d\n", quiet);
	else
		p = kmalloc(n, GFP_KERNEL);
	return p;
}

#define AS_IT_IS(x) (x)
void *chosen(size_t n, void *known)
{
	return AS_IT_IS(known) ? AS_IT_IS(known) : kmalloc(n, GFP_KERNEL);
}

void *handed(size_t n, void *known)
{
	return AS_IT_IS(known ? known : kmalloc(n, GFP_KERNEL));
}

// Both ways of the macro allocate.
#define EITHER(n) (__builtin_constant_p(n) ? kmalloc((n) + 1, GFP_KERNEL) : kmalloc(n, GFP_KERNEL))
void *made(size_t n)
{
	return EITHER(n);
}

void all_of_them(struct table *t, size_t n)
{
	spin_lock(&t->lock);
	t->entry = spoken(n, 1);
	t->entry = chosen(n, t);
	t->entry = handed(n, t);
	// CHECK: :[[#@LINE+1]]:13: warning: made() makes an allocation that may sleep, and a spinlock is held here [gfp-sleep-in-atomic]
	t->entry = made(n);
	spin_unlock(&t->lock);
}
