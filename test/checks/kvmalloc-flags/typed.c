// The 7.0 typed allocators, whose mask may be left out. No release that has them ignores a NOFS mask, but a
// tree may have backported them.
//
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %hooks2 | %filecheck
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 7.0 %s -- %hooks2 | count 0

#include <linux/mm.h>

struct entry {
	char bytes[9000];
};

struct entry *many(size_t n)
{
	// CHECK: :[[#@LINE+1]]:9: warning: {{.*}}() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	return kvmalloc_objs(struct entry, n, GFP_NOFS);
}

// Silent: GFP_KERNEL, said or not.
struct entry *fine(size_t n)
{
	struct entry *p = kvmalloc_objs(struct entry, n);

	if (!p)
		p = kvzalloc_objs(struct entry, n, GFP_KERNEL);
	if (!p)
		p = kvmalloc_obj(struct entry);
	return p;
}

// Silent: slab.
struct entry *slab(void)
{
	return kmalloc_obj(struct entry, GFP_NOFS);
}

struct small {
	char bytes[64];
};

// A page at most never gets to vmalloc.
struct small *one(struct small **many)
{
	// CHECK: :[[#@LINE+1]]:10: warning: {{.*}}() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	*many = kvmalloc_objs(struct small, 65, GFP_NOFS);
	many[1] = kvmalloc_objs(struct small, 64, GFP_NOFS);
	return kvmalloc_obj(struct small, GFP_NOFS);
}
