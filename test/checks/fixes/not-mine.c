// No edit where it would land in a macro's body or cannot be certain: the file stays as it is.
//
// RUN: cp %s %t.c
// RUN: %gfp-lint fix --release 6.1 --in-place %t.c -- %plain || true
// RUN: cmp %s %t.c
// RUN: cp %s %t.hooks.c
// RUN: %gfp-lint fix --release 6.12 --in-place %t.hooks.c -- %hooks || true
// RUN: cmp %s %t.hooks.c

#include <linux/mm.h>
#include <linux/sched/mm.h>

#define nofs_alloc(n)                                                                              \
	({                                                                                         \
		unsigned int saved_ = memalloc_nofs_save();                                        \
		void *p_ = kmalloc(n, GFP_KERNEL);                                                 \
		memalloc_nofs_restore(saved_);                                                     \
		p_;                                                                                \
	})

void *one(size_t n)
{
	return nofs_alloc(n);
}

void *two(size_t n)
{
	return nofs_alloc(2 * n);
}

// Dropped: whether it was meant for life is not ours to say.
void dropped(void)
{
	memalloc_nofs_save();
}
