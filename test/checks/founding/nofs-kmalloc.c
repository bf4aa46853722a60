// A scope round one kmalloc(): the mask could always have said it.
//
// RUN: not %scan --release 5.10 %s -- %plain | %filecheck
// RUN: not %scan --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --release 6.12 %s -- %hooks -DCONFIG_MEM_ALLOC_PROFILING | %filecheck
// RUN: not %scan --release 7.0 %s -- %hooks2 | %filecheck
// RUN: not %scan --release 7.0 %s -- %hooks2 -DCONFIG_MEM_ALLOC_PROFILING | %filecheck

#include <linux/mm.h>
#include <linux/sched/mm.h>

int fill(void *value, size_t bytes);

int set_value(size_t bytes)
{
	unsigned int nofs_flag;
	void *value;
	int ret;

	// CHECK: :[[#@LINE+1]]:14: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	nofs_flag = memalloc_nofs_save();
	value = kmalloc(bytes, GFP_KERNEL);
	memalloc_nofs_restore(nofs_flag);
	if (!value)
		return -1;
	ret = fill(value, bytes);
	kfree(value);
	return ret;
}

// Two steps under one scope: it is there for fill().
int set_value_held(size_t bytes)
{
	unsigned int nofs_flag;
	void *value;
	int ret = -1;

	nofs_flag = memalloc_nofs_save();
	value = kmalloc(bytes, GFP_KERNEL);
	if (value)
		ret = fill(value, bytes);
	memalloc_nofs_restore(nofs_flag);
	kfree(value);
	return ret;
}
