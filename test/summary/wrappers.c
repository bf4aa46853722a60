// Functions of the same file that hand a mask on: their callers' masks are checked.
//
// RUN: not %scan --release 6.1 %s -- %plain | %filecheck --check-prefixes=CHECK,OLD
// RUN: not %scan --release 6.12 %s -- %hooks | %filecheck --check-prefixes=CHECK,OLD
// RUN: not %scan --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/sched/mm.h>

struct item {
	int key;
	unsigned long value[7];
};

int use(void *p);

static void *mapped(unsigned long n, gfp_t gfp)
{
	return __vmalloc(n, gfp | __GFP_ZERO);
}

static void *twice(unsigned long n, gfp_t gfp)
{
	return mapped(n + 1, gfp & ~__GFP_NOWARN);
}

void *atomic(unsigned long n)
{
	// OLD: :[[#@LINE+3]]:9: warning: twice() with GFP_ATOMIC passes it to __vmalloc(): vmalloc before 6.19 sleeps {{.*}} [gfp-kvmalloc-flags]
	// OLD: note: twice() calls mapped() here
	// OLD: note: mapped() calls __vmalloc() here
	return twice(n, GFP_ATOMIC);
}

void *blocking(unsigned long n)
{
	return twice(n, GFP_KERNEL);
}

// What it does with a mask that may not sleep is its own decision.
static void *careful(unsigned long n, gfp_t gfp)
{
	if (!gfpflags_allow_blocking(gfp))
		return kmalloc(n, gfp);
	return __vmalloc(n, gfp);
}

void *careful_atomic(unsigned long n)
{
	return careful(n, GFP_ATOMIC);
}

// Recursion ends.
static void *list(unsigned long n, gfp_t gfp)
{
	return n ? list(n - 1, gfp) : kmalloc(8, gfp);
}
void *conflict(unsigned long n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: mapped() with GFP_KERNEL | __GFP_NOFAIL | __GFP_NORETRY passes it {{.*}} [gfp-conflicting-flags]
	return mapped(n, GFP_KERNEL | __GFP_NOFAIL | __GFP_NORETRY);
}

void *recursive(void)
{
	return list(3, GFP_ATOMIC);
}

// A thin wrapper carries the restriction as well as the allocator itself.
static struct item *item_alloc(int key, gfp_t gfp)
{
	struct item *item = kzalloc(sizeof(*item), gfp);

	if (item)
		item->key = key;
	return item;
}

int scoped(int key)
{
	// CHECK: :[[#@LINE+1]]:23: warning: nofs scope holds a single allocation: pass GFP_NOFS to item_alloc() instead [gfp-redundant-scope]
	unsigned int flags = memalloc_nofs_save();
	struct item *item = item_alloc(key, GFP_KERNEL);

	memalloc_nofs_restore(flags);
	return use(item);
}

// This one allocates something that the mask does not reach.
static struct item *pair_alloc(int key, gfp_t gfp)
{
	struct item *item = kzalloc(sizeof(*item), gfp);

	if (item)
		item->value[0] = (unsigned long)kmalloc(8, GFP_KERNEL);
	return item;
}

int needed(int key)
{
	unsigned int flags = memalloc_nofs_save();
	struct item *item = pair_alloc(key, GFP_KERNEL);

	memalloc_nofs_restore(flags);
	return use(item);
}

// And this one may do anything.
static struct item *open_alloc(int key, gfp_t gfp)
{
	struct item *item = kzalloc(sizeof(*item), gfp);

	use(item);
	return item;
}

int not_known(int key)
{
	unsigned int flags = memalloc_nofs_save();
	struct item *item = open_alloc(key, GFP_KERNEL);

	memalloc_nofs_restore(flags);
	return use(item);
}
