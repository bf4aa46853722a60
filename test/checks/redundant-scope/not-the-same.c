// One allocation in a scope that its mask cannot replace.
//
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 7.0 %s -- %hooks2 | FileCheck --check-prefixes=CHECK,GROWS --implicit-check-not=warning: %s
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 7.2 %s -- %hooks2 | FileCheck --implicit-check-not=warning: %s

#include <linux/mm.h>
#include <linux/sched/mm.h>

struct device;
unsigned long devm_get_free_pages(struct device *dev, gfp_t gfp, unsigned int order);
void *kvrealloc(const void *p, size_t size, gfp_t flags);

void *same(size_t n)
{
	// CHECK: :[[#@LINE+1]]:23: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	unsigned int flags = memalloc_nofs_save();
	void *p = kmalloc(n, GFP_KERNEL);

	memalloc_nofs_restore(flags);
	return p;
}

// What to free is noted with GFP_KERNEL, whatever the mask.
unsigned long managed(struct device *dev)
{
	unsigned int flags = memalloc_nofs_save();
	unsigned long page = devm_get_free_pages(dev, GFP_KERNEL, 0);

	memalloc_nofs_restore(flags);
	return page;
}

// 7.2 gives the pages of a shrunken vmalloc area back only with a mask that has __GFP_IO and __GFP_FS.
void *resized(void *p, size_t n)
{
	// GROWS: :[[#@LINE+1]]:23: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	unsigned int flags = memalloc_nofs_save();

	p = kvrealloc(p, n, GFP_KERNEL);
	memalloc_nofs_restore(flags);
	return p;
}
