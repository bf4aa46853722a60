// Flags that the rest of the mask, the allocator or the release has already.
//
// RUN: not %scan --checks=-*,gfp-redundant-flags --level 1 --release 6.1 %s -- %plain | %filecheck --check-prefixes=CHECK,OLD
// RUN: not %scan --checks=-*,gfp-redundant-flags --level 1 --release 6.12 %s -- %hooks | %filecheck --check-prefixes=CHECK,OLD,HOOKS
// RUN: not %scan --checks=-*,gfp-redundant-flags --level 1 --release 7.0 %s -- %hooks2 | %filecheck --check-prefixes=CHECK,HOOKS

#include <linux/mempool.h>
#include <linux/mm.h>

// GFP_NOWAIT has __GFP_NOWARN from 6.8 on; in 6.1 the flag is needed.
void *quiet(size_t n)
{
	// HOOKS: :[[#@LINE+1]]:9: warning: __GFP_NOWARN is redundant: the rest of the mask has it [gfp-redundant-flags]
	return kmalloc(n, GFP_NOWAIT | __GFP_NOWARN | __GFP_ACCOUNT);
}

void *zeroed(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: __GFP_ZERO is redundant: kzalloc() adds it [gfp-redundant-flags]
	return kzalloc(n, GFP_KERNEL | __GFP_ZERO);
}

void *zeroed_by_parameter(size_t n, gfp_t gfp)
{
	// CHECK: :[[#@LINE+1]]:9: warning: __GFP_ZERO is redundant: kzalloc() adds it [gfp-redundant-flags]
	return kzalloc(n, gfp | __GFP_ZERO);
}

void *high(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: __GFP_HIGH is redundant: the rest of the mask has it [gfp-redundant-flags]
	return kmalloc(n, __GFP_HIGH | GFP_ATOMIC);
}

void *mapped(unsigned long n)
{
	// OLD: :[[#@LINE+1]]:9: warning: __vmalloc() with GFP_KERNEL | __GFP_HIGHMEM: vmalloc adds __GFP_HIGHMEM by itself [gfp-redundant-flags]
	return __vmalloc(n, GFP_KERNEL | __GFP_HIGHMEM);
}

void *pooled(mempool_t *pool)
{
	// CHECK: :[[#@LINE+1]]:9: warning: __GFP_NOWARN is redundant: mempool_alloc() adds it [gfp-redundant-flags]
	return mempool_alloc(pool, GFP_NOIO | __GFP_NOWARN);
}

// GFP_ATOMIC warns.
void *atomic_quiet(size_t n)
{
	return kmalloc(n, GFP_ATOMIC | __GFP_NOWARN);
}

// Which arm it is is not known.
void *chosen(size_t n, int zero)
{
	return kmalloc(n, GFP_KERNEL | (zero ? __GFP_ZERO : 0));
}

#define CACHE_GFP (GFP_KERNEL | __GFP_IO)

// A name of the user's own may stand for something else tomorrow.
void *named(size_t n)
{
	return kmalloc(n, CACHE_GFP | GFP_KERNEL_ACCOUNT);
}

// Configured out: it has no bits, and has them elsewhere.
void *lockdep(size_t n)
{
	return kmalloc(n, GFP_KERNEL | __GFP_NOLOCKDEP);
}

// What is meant is gfp-conflicting-flags' question.
void *contradiction(size_t n)
{
	return kmalloc(n, GFP_KERNEL | GFP_NOFS);
}

// A mask that is kept, or handed to another function.
void *kept(size_t n)
{
	// HOOKS: :[[#@LINE+1]]:14: warning: __GFP_NOWARN is redundant: the rest of the mask has it [gfp-redundant-flags]
	gfp_t gfp = GFP_NOWAIT | __GFP_NOWARN;
	const gfp_t right = GFP_ATOMIC | __GFP_NOWARN;

	return kmalloc(n, gfp) ?: kmalloc(n, right);
}
