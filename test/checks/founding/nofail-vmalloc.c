// __GFP_NOFAIL is a promise vmalloc could not keep before 5.17.
//
// RUN: not %scan --release 5.10 %s -- %plain | %filecheck
// RUN: %scan --release 6.1 %s -- %plain | count 0
// RUN: %scan --release 6.12 %s -- %hooks | count 0
// RUN: %scan --release 7.0 %s -- %hooks2 | count 0

#include <linux/mm.h>

void *table_alloc(size_t bytes)
{
	// CHECK: :[[#@LINE+1]]:9: warning: __vmalloc() with GFP_KERNEL | __GFP_NOFAIL: {{.*}} [gfp-nofail-vmalloc]
	return __vmalloc(bytes, GFP_KERNEL | __GFP_NOFAIL);
}

void *log_alloc(size_t bytes)
{
	// CHECK: :[[#@LINE+1]]:9: warning: kvmalloc() with GFP_KERNEL | __GFP_NOFAIL: {{.*}} [gfp-nofail-vmalloc]
	return kvmalloc(bytes, GFP_KERNEL | __GFP_NOFAIL);
}

void *may_fail(size_t bytes)
{
	return __vmalloc(bytes, GFP_KERNEL | __GFP_NOWARN);
}

// Slab has always kept it.
void *entry_alloc(void)
{
	return kmalloc(64, GFP_KERNEL | __GFP_NOFAIL);
}
