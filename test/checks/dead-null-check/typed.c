// Objects of a type: their number may be more than there is room for.
//
// RUN: not %scan --checks=-*,gfp-dead-null-check --level 1 --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/errno.h>
#include <linux/mm.h>

struct entry {
	char bytes[64];
};

int use(void *p);

int one(void)
{
	struct entry *p = kmalloc_obj(*p, GFP_KERNEL | __GFP_NOFAIL);

	// CHECK: :[[#@LINE+1]]:6: warning: kmalloc_obj() with GFP_KERNEL | __GFP_NOFAIL never gives NULL [gfp-dead-null-check]
	if (!p)
		return -ENOMEM;
	return use(p);
}

int three(void)
{
	struct entry *p = kzalloc_objs(*p, 3, GFP_KERNEL | __GFP_NOFAIL);

	// CHECK: :[[#@LINE+1]]:6: warning: kzalloc_objs() with GFP_KERNEL | __GFP_NOFAIL never gives NULL [gfp-dead-null-check]
	if (!p)
		return -ENOMEM;
	return use(p);
}

// size_mul() gives SIZE_MAX rather than overflow, and so much is never there.
int many(size_t n)
{
	struct entry *p = kmalloc_objs(*p, n, GFP_KERNEL | __GFP_NOFAIL);

	if (!p)
		return -ENOMEM;
	return use(p);
}
