// Masks that contradict themselves or their allocator, and look-alikes.
//
// RUN: not %scan --checks=-*,gfp-conflicting-flags --level 0 --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-conflicting-flags --level 0 --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-conflicting-flags --level 0 --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mempool.h>
#include <linux/mm.h>

void *never_and_atomic(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kmalloc() with GFP_ATOMIC | __GFP_NOFAIL: a mask that may not sleep {{.*}} [gfp-conflicting-flags]
	return kmalloc(n, GFP_ATOMIC | __GFP_NOFAIL);
}

void *never_and_once(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_KERNEL | __GFP_NORETRY | __GFP_NOFAIL: {{.*}}__GFP_NOFAIL wins [gfp-conflicting-flags]
	return kvmalloc(n, GFP_KERNEL | __GFP_NORETRY | __GFP_NOFAIL);
}

void *once_and_often(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kzalloc() with GFP_KERNEL | __GFP_NORETRY | __GFP_RETRY_MAYFAIL: {{.*}} [gfp-conflicting-flags]
	return kzalloc(n, GFP_KERNEL | __GFP_NORETRY | __GFP_RETRY_MAYFAIL);
}

void *lost_restriction(size_t n)
{
	// CHECK: :[[#@LINE+1]]:20: warning: GFP_KERNEL with GFP_NOFS in one mask: what GFP_NOFS forbids, GFP_KERNEL allows again [gfp-conflicting-flags]
	return kmalloc(n, GFP_KERNEL | GFP_NOFS);
}

void *lost_in_a_variable(size_t n)
{
	// CHECK: :[[#@LINE+1]]:14: warning: GFP_ATOMIC with GFP_KERNEL in one mask: {{.*}} [gfp-conflicting-flags]
	gfp_t gfp = GFP_ATOMIC | GFP_KERNEL | __GFP_NOWARN;

	return kmalloc(n, gfp);
}

void *high_slab(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kmalloc() with GFP_HIGHUSER: the slab allocators warn {{.*}} [gfp-conflicting-flags]
	return kmalloc(n, GFP_HIGHUSER);
}

struct page *two_zones(void)
{
	// CHECK: :[[#@LINE+1]]:9: warning: alloc_pages() with GFP_KERNEL | __GFP_DMA | __GFP_HIGHMEM: {{.*}} [gfp-conflicting-flags]
	return alloc_pages(GFP_KERNEL | __GFP_DMA | __GFP_HIGHMEM, 0);
}

void *zeroed_pool(mempool_t *pool)
{
	// CHECK: :[[#@LINE+1]]:9: warning: mempool_alloc() with GFP_NOIO | __GFP_ZERO: {{.*}} [gfp-conflicting-flags]
	return mempool_alloc(pool, GFP_NOIO | __GFP_ZERO);
}

// gfp-nofail-vmalloc tells of this one.
void *told_elsewhere(size_t n)
{
	return kvmalloc(n, GFP_NOWAIT | __GFP_NOFAIL);
}

// A mask that is asked for is not a mask to allocate with.
int tested(gfp_t gfp)
{
	return (gfp & (GFP_KERNEL | GFP_ATOMIC)) == GFP_KERNEL || !(gfp & (GFP_NOFS | GFP_KERNEL));
}

// One or the other, never both.
void *chosen(size_t n, int atomic)
{
	return kmalloc(n, (atomic ? GFP_ATOMIC : GFP_KERNEL) | __GFP_NOWARN);
}

// Only a mask that may sleep gets the flag.
void *guarded(size_t n, gfp_t gfp)
{
	if (gfp & __GFP_DIRECT_RECLAIM)
		gfp |= __GFP_NOFAIL;
	return kmalloc(n, gfp);
}

// The restriction is in both.
void *accounted(size_t n)
{
	return kmalloc(n, GFP_KERNEL | GFP_KERNEL_ACCOUNT);
}

struct page *dma(void)
{
	return alloc_pages(GFP_KERNEL | GFP_DMA, 0);
}
