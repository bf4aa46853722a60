// The wrapper that started it: kvmalloc() in the scope the mask asks for. Needed as long as kvmalloc()
// did not honour such masks; from 5.17 the scopes are redundant.
//
// RUN: %scan --release 5.10 %s -- %plain | count 0
// RUN: not %scan --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/sched/mm.h>

static void *alloc_by_context(size_t bytes, gfp_t gfp)
{
	const gfp_t wanted = gfp & (__GFP_IO | __GFP_FS);
	unsigned int saved;
	void *buffer;

	if (wanted == (__GFP_IO | __GFP_FS)) {
		buffer = kvmalloc(bytes, gfp);
	} else if (wanted == __GFP_IO) {
		// CHECK: :[[#@LINE+1]]:{{.*}} warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
		saved = memalloc_nofs_save();
		buffer = kvmalloc(bytes, GFP_KERNEL);
		memalloc_nofs_restore(saved);
	} else {
		// CHECK: :[[#@LINE+1]]:{{.*}} warning: noio scope holds a single allocation{{.*}} [gfp-redundant-scope]
		saved = memalloc_noio_save();
		buffer = kvmalloc(bytes, GFP_KERNEL);
		memalloc_noio_restore(saved);
	}
	return buffer;
}

// The wrapper's callers say what they mean; the wrapper sees to it.
void *message_alloc(size_t bytes)
{
	return alloc_by_context(bytes, GFP_NOFS);
}

void *atomic_message_alloc(size_t bytes)
{
	return alloc_by_context(bytes, GFP_NOIO);
}
