// Where __GFP_NOFAIL cannot be kept: at all before 5.17, and in every release without direct reclaim.
//
// RUN: not %scan --checks=-*,gfp-nofail-vmalloc --release 5.10 %s -- %plain | %filecheck --check-prefixes=CHECK,OLD
// RUN: not %scan --checks=-*,gfp-nofail-vmalloc --release 5.10 %s -- %hooks | %filecheck --check-prefixes=CHECK,OLD
// RUN: not %scan --checks=-*,gfp-nofail-vmalloc --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-nofail-vmalloc --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-nofail-vmalloc --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/kernel.h>
#include <linux/mm.h>

void *blocking(size_t n)
{
	// OLD: :[[#@LINE+1]]:9: warning: kvzalloc() with GFP_KERNEL | __GFP_NOFAIL: {{.*}} [gfp-nofail-vmalloc]
	return kvzalloc(n, GFP_KERNEL | __GFP_NOFAIL);
}

void *mapped(size_t n)
{
	// OLD: :[[#@LINE+1]]:9: warning: __vmalloc() with GFP_NOFS | __GFP_NOFAIL: {{.*}} [gfp-nofail-vmalloc]
	return __vmalloc(n, GFP_NOFS | __GFP_NOFAIL);
}

void *parameter(size_t n, gfp_t gfp)
{
	// OLD: :[[#@LINE+1]]:9: warning: kvmalloc() with gfp | __GFP_NOFAIL: {{.*}} [gfp-nofail-vmalloc]
	return kvmalloc(n, gfp | __GFP_NOFAIL);
}

void *local(size_t n)
{
	gfp_t gfp = GFP_KERNEL;

	gfp |= __GFP_NOFAIL;
	// OLD: :[[#@LINE+1]]:9: warning: kvcalloc() with gfp: {{.*}} [gfp-nofail-vmalloc]
	return kvcalloc(n, 8, gfp);
}

void *atomic(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_ATOMIC | __GFP_NOFAIL: {{.*}} [gfp-nofail-vmalloc]
	return kvmalloc(n, GFP_ATOMIC | __GFP_NOFAIL);
}

void *nowait(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: __vmalloc() with GFP_NOWAIT | __GFP_NOFAIL: {{.*}} [gfp-nofail-vmalloc]
	return __vmalloc(n, GFP_NOWAIT | __GFP_NOFAIL);
}

// More than INT_MAX bytes fail whatever the mask says (5.15 and later).
void *huge(void)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_KERNEL | __GFP_NOFAIL: {{.*}} [gfp-nofail-vmalloc]
	return kvmalloc((size_t)INT_MAX + 1, GFP_KERNEL | __GFP_NOFAIL);
}

// Silent: it may fail.
void *may_fail(size_t n, gfp_t gfp)
{
	void *p = kvmalloc(n, GFP_KERNEL);

	if (!p)
		p = __vmalloc(n, GFP_KERNEL | __GFP_RETRY_MAYFAIL);
	if (!p)
		p = kvmalloc(n, gfp);
	return p ? p : kvmalloc(n, gfp & ~__GFP_NOFAIL);
}

// Silent: slab keeps the promise.
void *slab(struct kmem_cache *cache)
{
	void *p = kmem_cache_alloc(cache, GFP_NOFS | __GFP_NOFAIL);

	return p ? p : kzalloc(32, GFP_KERNEL | __GFP_NOFAIL);
}

// Silent: below a page kvmalloc() is kmalloc().
void *small(void)
{
	return kvmalloc(512, GFP_KERNEL | __GFP_NOFAIL);
}
