// A label shared by paths before and after the save: the early ones restore an uninitialised cookie.
//
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck

#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>

struct array {
	unsigned long stripe;
	void *private;
};

int suspend(struct array *array);
void resume(struct array *array);
int grow(struct array *array, unsigned long stripe);

int change_stripe(struct array *array, unsigned long stripe)
{
	unsigned int flags;
	int ret;

	ret = suspend(array);
	if (ret)
		return ret;
	if (!array->private) {
		ret = -ENODEV;
		goto out;
	}
	flags = memalloc_noio_save();
	ret = grow(array, stripe);
out:
	// CHECK: :[[#@LINE+1]]:2: warning: {{.*}} [gfp-unbalanced-scope]
	memalloc_noio_restore(flags);
	resume(array);
	return ret;
}

// Silent: the early ones jump past it.
int right(struct array *array, unsigned long stripe)
{
	unsigned int flags;
	int ret;

	ret = suspend(array);
	if (ret)
		return ret;
	if (!array->private) {
		ret = -ENODEV;
		goto out;
	}
	flags = memalloc_noio_save();
	ret = grow(array, stripe);
	memalloc_noio_restore(flags);
out:
	resume(array);
	return ret;
}
