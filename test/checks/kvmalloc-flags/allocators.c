// The members of the kv and vmalloc families, and slab, which honours every mask.
//
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %hooks2 | %filecheck
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 6.1 %s -- %plain | count 0
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 6.12 %s -- %hooks | count 0

#include <linux/mempool.h>
#include <linux/mm.h>

struct entry {
	u64 key, value;
};

struct entry *counted(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvcalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return kvcalloc(n, sizeof(struct entry), GFP_NOFS);
}

struct entry *array(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc_array() with GFP_NOIO: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc_array(n, sizeof(struct entry), GFP_NOIO);
}

void *on_node(size_t n, int node)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc_node() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc_node(n, GFP_NOFS, node);
}

void *mapped(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: __vmalloc() with GFP_NOFS | __GFP_ZERO: {{.*}} [gfp-kvmalloc-flags]
	return __vmalloc(n, GFP_NOFS | __GFP_ZERO);
}

// Page tables are needed for a single page too.
void *mapped_page(void)
{
	// CHECK: :[[#@LINE+1]]:9: warning: __vmalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return __vmalloc(PAGE_SIZE, GFP_NOFS);
}

// Silent: all of these obey the mask.
void *slab(struct kmem_cache *cache, mempool_t *pool, size_t n)
{
	void *p = kmalloc(n, GFP_NOFS);

	if (!p)
		p = kcalloc(n, sizeof(struct entry), GFP_NOIO);
	if (!p)
		p = kmem_cache_zalloc(cache, GFP_NOFS);
	if (!p)
		p = (void *)__get_free_page(GFP_NOFS);
	if (!p)
		p = mempool_alloc(pool, GFP_NOIO);
	return p;
}

// Silent: no mask to be disobeyed.
void *no_mask(size_t n)
{
	void *p = vmalloc(n);

	return p ? p : vzalloc(n);
}

// Silent: this release knows no such allocator, the file defines it.
static void *my_kvmalloc(size_t n, gfp_t gfp)
{
	return kmalloc(n, gfp);
}

void *own(size_t n)
{
	return my_kvmalloc(n, GFP_NOFS);
}
