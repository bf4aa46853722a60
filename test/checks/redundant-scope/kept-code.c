// What the scope covers is not all that the compiler keeps, nor all that one thread can see: no claim that it
// covers nothing.
//
// RUN: %scan --checks=-*,gfp-redundant-scope --release 6.1 %s -- %plain | count 0
// RUN: %scan --checks=-*,gfp-redundant-scope --release 6.12 %s -- %hooks | count 0
// RUN: %scan --checks=-*,gfp-redundant-scope --release 7.0 %s -- %hooks2 | count 0
//
// The same without the code that keeps it is redundant.
// RUN: not %scan --checks=-*,gfp-redundant-scope --release 6.1 %s -- -DTWIN %plain | FileCheck %s
// CHECK: kept-code.c:{{.*}} warning: nofs scope holds no allocation

#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>

#define CONFIGURED 0
#define NO_SIZE (~(size_t)0)

struct device {
	struct mutex lock;
	void *buffer;
	int count;
};

int step(struct device *device);

int double_checked(struct device *device)
{
	unsigned int flags;

	if (device->buffer)
		return 0;
	mutex_lock(&device->lock);
	flags = memalloc_nofs_save();
	if (!device->buffer)
		step(device);
	memalloc_nofs_restore(flags);
	mutex_unlock(&device->lock);
	return 0;
}

int double_checked_other_way(struct device *device)
{
	unsigned int flags;

	if (!device->buffer)
		return 0;
	mutex_lock(&device->lock);
	flags = memalloc_nofs_save();
	if (!device->buffer)
		step(device);
	memalloc_nofs_restore(flags);
	mutex_unlock(&device->lock);
	return 0;
}

int conditional_text(struct device *device)
{
	unsigned int flags;
	int ret = 0;

	flags = memalloc_nofs_save();
#ifdef CONFIG_LARGE
	ret = step(device);
#endif
	memalloc_nofs_restore(flags);
	return ret;
}

void *conditional_text_beside(struct device *device)
{
	unsigned int flags;
	void *p;

	flags = memalloc_nofs_save();
	p = kmalloc(10, GFP_KERNEL);
#ifdef CONFIG_LARGE
	step(device);
#endif
	memalloc_nofs_restore(flags);
	return p;
}

int constant_condition(struct device *device)
{
	unsigned int flags = memalloc_nofs_save();
	int ret = 0;

	if (CONFIGURED)
		ret = step(device);
	memalloc_nofs_restore(flags);
	return ret;
}

int constant_conjunction(struct device *device)
{
	unsigned int flags = memalloc_nofs_save();
	int ret = 0;

	if (CONFIGURED && device->count)
		ret = step(device);
	memalloc_nofs_restore(flags);
	return ret;
}

// One element in three allocates.
void some_kinds(const int *kinds, int n, void **out, struct device *device)
{
	unsigned int flags = 0;
	bool open = false;
	int i;

	for (i = 0; i < n; i++) {
		int kind = kinds[i];

		if (kind == 0) {
			if (!open) {
				flags = memalloc_nofs_save();
				open = true;
			}
		} else if (kind == 1) {
			if (open) {
				out[i] = kmalloc(10, GFP_KERNEL);
				step(device);
			}
		} else if (open) {
			memalloc_nofs_restore(flags);
			open = false;
		}
	}
	if (open)
		memalloc_nofs_restore(flags);
}

void *largest_size(size_t n, struct device *device)
{
	unsigned int flags;

	flags = memalloc_nofs_save();
	if (n == NO_SIZE)
		step(device);
	memalloc_nofs_restore(flags);
	return device->buffer;
}

void reread_volatile(volatile int *p, struct device *device)
{
	unsigned int flags;

	if (*p)
		return;
	flags = memalloc_nofs_save();
	if (*p)
		step(device);
	memalloc_nofs_restore(flags);
}

#ifdef TWIN
int nothing_kept(struct device *device)
{
	unsigned int flags = memalloc_nofs_save();
	int ret = device->count;

	memalloc_nofs_restore(flags);
	return ret;
}
#endif
