// From 6.9 a cookie holds the bits its save set, so 0 is the cookie of no scope and closing it does nothing.
// Code relies on that: it starts with 0 and lets every way out restore.
//
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 7.0 %s -- %hooks2 | %filecheck

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

int shared_label(struct array *array, unsigned long stripe)
{
	unsigned int flags = 0;
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
	memalloc_noio_restore(flags);
	resume(array);
	return ret;
}

int conditional(struct array *array, bool noio)
{
	unsigned int flags = 0;
	int ret;

	if (noio)
		flags = memalloc_noio_save();
	ret = grow(array, 1);
	memalloc_noio_restore(flags);
	return ret;
}

int conditional_leak(struct array *array, bool noio)
{
	unsigned int flags = 0;
	int ret;

	if (noio)
		// CHECK: :[[#@LINE+1]]:11: warning: noio scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
		flags = memalloc_noio_save();
	ret = grow(array, 1);
	if (ret)
		return ret;
	memalloc_noio_restore(flags);
	return ret;
}
