// A scope round one kvmalloc(GFP_KERNEL): right until 5.16, redundant once kvmalloc() honours GFP_NOFS.
//
// RUN: %scan --release 5.10 %s -- %plain | count 0
// RUN: %scan --release 5.16 %s -- %plain | count 0
// RUN: not %scan --release 5.17 %s -- %plain | %filecheck
// RUN: not %scan --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/sched/mm.h>

struct chunk {
	u64 start;
};

struct context {
	unsigned int count;
	struct chunk chunks[];
};

struct context *context_alloc(unsigned int count)
{
	struct context *ctx;
	unsigned int flags;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	ctx = kvmalloc(struct_size(ctx, chunks, count), GFP_KERNEL);
	memalloc_nofs_restore(flags);
	if (!ctx)
		return NULL;
	ctx->count = count;
	return ctx;
}

void *bits_alloc(size_t bytes)
{
	unsigned int flags;
	void *bits;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope holds a single allocation{{.*}} [gfp-redundant-scope]
	flags = memalloc_nofs_save();
	bits = kvzalloc(bytes, GFP_KERNEL);
	memalloc_nofs_restore(flags);
	return bits;
}

// The right form for each release without a scope of its own.
void *plain_alloc(size_t bytes)
{
	return kvmalloc(bytes, GFP_KERNEL);
}
