// Balanced code that a reader finds balanced at once: nothing to say at the lowest level.
// correlated.c has the leaking twins.
//
// RUN: %scan --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | count 0
// RUN: %scan --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | count 0
// RUN: %scan --checks=-*,gfp-unbalanced-scope --release 7.0 %s -- %hooks2 | count 0
//
// The code is looked at: without its last restore, the first function is reported.
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- -DFORGET %plain | FileCheck %s
// CHECK: warning: noio scope is still open when the function returns

#include <linux/err.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>

#define is_error_value(x) unlikely((unsigned long)(x) >= (unsigned long)-MAX_ERRNO)

struct element {
	bool noio;
	int kind;
};

struct device;
struct device_ops {
	bool (*noio)(struct device *device);
};

struct device {
	const struct device_ops *ops;
	unsigned int saved;
	bool noio;
	int depth;
};

struct walk {
	unsigned int nofs;
	void *at;
};

int work(void);
int step(struct device *device);

void an_element(const struct element *e, int n)
{
	unsigned int flags;
	int i;

	for (i = 0; i < n; i++) {
		if (e[i].noio)
			flags = memalloc_noio_save();
		work();
#ifndef FORGET
		if (e[i].noio)
			memalloc_noio_restore(flags);
#endif
	}
}

void a_written_field(struct device *device, bool wanted)
{
	unsigned int flags;

	device->noio = wanted;
	if (device->noio)
		flags = memalloc_noio_save();
	step(device);
	if (device->noio)
		memalloc_noio_restore(flags);
}

void a_flag_in_a_field(struct device *device, bool wanted)
{
	unsigned int flags;

	device->noio = false;
	if (wanted) {
		flags = memalloc_noio_save();
		device->noio = true;
	}
	step(device);
	if (device->noio)
		memalloc_noio_restore(flags);
}

void a_sentinel(bool wanted)
{
	unsigned int flags = ~0U;

	if (wanted)
		flags = memalloc_noio_save();
	work();
	if (flags != ~0U)
		memalloc_noio_restore(flags);
}

void a_negative_sentinel(bool wanted)
{
	int flags = -1;

	if (wanted)
		flags = memalloc_noio_save();
	work();
	if (flags >= 0)
		memalloc_noio_restore(flags);
}

void an_indirect_question(struct device *device)
{
	unsigned int flags;

	if (device->ops->noio(device))
		flags = memalloc_noio_save();
	work();
	if (device->ops->noio(device))
		memalloc_noio_restore(flags);
}

void *an_initialiser_list(void *at)
{
	struct walk walk = { .nofs = memalloc_nofs_save(), .at = at };

	work();
	memalloc_nofs_restore(walk.nofs);
	return walk.at;
}

int a_compound_literal(void *at)
{
	struct walk walk;

	walk = (struct walk){ .nofs = memalloc_nofs_save(), .at = at };
	work();
	memalloc_nofs_restore(walk.nofs);
	return 0;
}

static unsigned int enter_if(bool on)
{
	return on ? memalloc_nofs_save() : 0;
}

void half_of_a_pair(struct device *device)
{
	unsigned int flags = enter_if(device->depth);

	work();
	if (device->depth)
		memalloc_nofs_restore(flags);
}

// The cookie leaves the function with a bit of the author's own.
void stored_marked(struct device *device)
{
	unsigned int flags = memalloc_nofs_save();

	work();
	device->saved = flags | 1;
}

unsigned int returned_marked(void)
{
	return memalloc_nofs_save() | 1;
}

// The caller's scope is left and taken again.
unsigned int retaken(unsigned int old)
{
	memalloc_nofs_restore(old);
	work();
	old = memalloc_nofs_save();
	return old;
}

void retaken_through_pointer(unsigned int *old)
{
	memalloc_nofs_restore(*old);
	work();
	*old = memalloc_nofs_save();
}

void retaken_in_place(unsigned int old)
{
	memalloc_nofs_restore(old);
	work();
	old = memalloc_nofs_save();
}

void unlikely_twice(unsigned int len, unsigned int max, bool noio)
{
	unsigned int flags;

	if (unlikely(len > max && noio))
		flags = memalloc_noio_save();
	work();
	if (unlikely(len > max && noio))
		memalloc_noio_restore(flags);
}

void named_comparison(unsigned int len, unsigned int max)
{
	const bool big = len > max;
	unsigned int flags;

	if (big)
		flags = memalloc_noio_save();
	work();
	if (len > max)
		memalloc_noio_restore(flags);
}

int an_error_value(unsigned long address)
{
	unsigned int flags;

	if (!is_error_value(address))
		flags = memalloc_nofs_save();
	work();
	if (is_error_value(address))
		return (int)address;
	memalloc_nofs_restore(flags);
	return 0;
}
