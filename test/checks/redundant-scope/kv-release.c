// A scope round one kv or vmalloc allocation is needed until 5.16 and redundant after.
//
// RUN: %scan --checks=-*,gfp-redundant-scope --release 5.16 %s -- %plain | count 0
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 5.17 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/sched/mm.h>

int publish(void *p);

int array(size_t n)
{
	unsigned int flags;
	void *p;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	p = kvmalloc_array(n, 16, GFP_KERNEL);
	memalloc_nofs_restore(flags);
	return publish(p);
}

int zeroed(size_t n)
{
	unsigned int flags;
	void *p;

	// CHECK: :[[#@LINE+1]]:10: warning: noio scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_noio_save();
	p = vzalloc(n);
	memalloc_noio_restore(flags);
	return publish(p);
}

// vmalloc_user() has no form that takes a mask.
int user(size_t n)
{
	unsigned int flags;
	void *p;

	flags = memalloc_nofs_save();
	p = vmalloc_user(n);
	memalloc_nofs_restore(flags);
	return publish(p);
}
