// A scope round the call does not make kvmalloc() honour the mask: it still refuses to fall back to
// vmalloc, and GFP_KERNEL would have been right there.
//
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-kvmalloc-flags --release 5.10 %s -- %hooks | %filecheck
// RUN: %scan --checks=-*,gfp-kvmalloc-flags --release 6.1 %s -- %plain | count 0

#include <linux/mm.h>
#include <linux/sched/mm.h>

int commit(void *p);

int inside(size_t n)
{
	unsigned int flags = memalloc_nofs_save();
	// CHECK: :[[#@LINE+1]]:12: warning: kvmalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	void *p = kvmalloc(n, GFP_NOFS);
	int ret = commit(p);

	memalloc_nofs_restore(flags);
	kvfree(p);
	return ret;
}

int inside_stronger(size_t n)
{
	unsigned int flags = memalloc_noio_save();
	// CHECK: :[[#@LINE+1]]:12: warning: kvmalloc() with GFP_NOFS: {{.*}} [gfp-kvmalloc-flags]
	void *p = kvmalloc(n, GFP_NOFS);
	int ret = commit(p);

	memalloc_noio_restore(flags);
	kvfree(p);
	return ret;
}

// The release-independent way.
int right(size_t n)
{
	unsigned int flags = memalloc_nofs_save();
	void *p = kvmalloc(n, GFP_KERNEL);
	int ret = commit(p);

	memalloc_nofs_restore(flags);
	kvfree(p);
	return ret;
}
