// Memory that is freed by a function for other memory.
//
// RUN: not %scan --checks=-*,gfp-free-mismatch --level 0 --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-free-mismatch --level 0 --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-free-mismatch --level 0 --release 7.0 %s -- %hooks2 | %filecheck
// RUN: not %scan --checks=-*,gfp-free-mismatch --level 1 --release 6.1 %s -- %plain | FileCheck --check-prefix=SMALL %s

#include <linux/cleanup.h>
#include <linux/mm.h>
#include <linux/sched.h>

int use(void *p);
void vfree(const void *address);

int local(size_t n)
{
	void *p = kvmalloc(n, GFP_KERNEL);
	int ret = use(p);

	// CHECK: :[[#@LINE+2]]:2: warning: kfree() of memory from kvmalloc(): kvfree() frees it [gfp-free-mismatch]
	// CHECK: note: fix available: use kvfree()
	kfree(p);
	return ret;
}

int mapped(size_t n)
{
	void *p;
	int ret;

	p = vzalloc(n);
	ret = use(p);
	// CHECK: :[[#@LINE+1]]:2: warning: kfree() of memory from vzalloc(): vfree() frees it [gfp-free-mismatch]
	kfree(p);
	return ret;
}

int slab(size_t n)
{
	void *p = kmalloc(n, GFP_KERNEL);
	int ret = use(p);

	// CHECK: :[[#@LINE+1]]:2: warning: vfree() of memory from kmalloc(): kfree() frees it [gfp-free-mismatch]
	vfree(p);
	return ret;
}

struct queue {
	void *slots;
	void *mixed;
	void *other;
};

struct ring {
	void *slots;
};

int queue_init(struct queue *q, struct ring *r, size_t n)
{
	q->slots = kvcalloc(n, 8, GFP_KERNEL);
	q->mixed = n > PAGE_SIZE ? vmalloc(n) : kmalloc(n, GFP_KERNEL);
	q->other = kvmalloc(n, GFP_KERNEL);
	r->slots = kmalloc(n, GFP_KERNEL);
	return use(&q->other);
}

void queue_exit(struct queue *q)
{
	// CHECK: :[[#@LINE+1]]:2: warning: kfree() of memory from kvcalloc(): kvfree() frees it [gfp-free-mismatch]
	kfree(q->slots);
	q->slots = NULL;
}

// The field of another record.
void ring_exit(struct ring *r)
{
	kfree(r->slots);
}

// Which of the two it is is not known here.
void queue_reset(struct queue *q)
{
	kfree(q->mixed);
	kfree(q->other); // Its address went elsewhere.
}

void right(size_t n)
{
	void *p = kvmalloc(n, GFP_KERNEL);
	void *q = vmalloc(n);
	void *r = kmalloc(n, GFP_KERNEL);

	kvfree(p);
	vfree(q);
	kvfree(r);
}

int guarded(size_t n)
{
	void *p = kvmalloc(n, GFP_KERNEL);
	int ret = use(p);

	if (is_vmalloc_addr(p))
		vfree(p);
	else
		kfree(p);
	return ret;
}

void either(size_t n, int large)
{
	void *p;

	if (large)
		p = vmalloc(n);
	else
		p = kmalloc(n, GFP_KERNEL);
	use(p);
	if (large)
		vfree(p);
	else
		kfree(p);
}

// Through functions of the kernel's own.
static void *table_alloc(size_t n)
{
	void *table = kvzalloc(n, GFP_KERNEL);

	if (!table)
		return NULL;
	return table;
}

static void *small_alloc(size_t n)
{
	return kzalloc(n, GFP_KERNEL);
}

static void *either_alloc(size_t n, bool big)
{
	return big ? vmalloc(n) : kmalloc(n, GFP_KERNEL);
}

int wrapped(size_t n)
{
	void *table = table_alloc(n), *small = small_alloc(n), *either = either_alloc(n, n > 64);
	int ret = use(table);

	// CHECK: :[[#@LINE+3]]:2: warning: kfree() of memory from kvzalloc(): kvfree() frees it [gfp-free-mismatch]
	// CHECK: note: it is allocated here
	// CHECK: note: table_alloc() calls kvzalloc() here
	kfree(table);
	kfree(small);
	kfree(either);
	return ret;
}

int chosen(size_t n, bool big)
{
	void *p = big ? vmalloc(n) : kvmalloc(n, GFP_KERNEL);
	void *q = big ? kvmalloc(n, GFP_KERNEL) : kmalloc(n, GFP_KERNEL);
	int ret = use(p);

	// CHECK: :[[#@LINE+1]]:2: warning: kfree() of memory from {{.*}} [gfp-free-mismatch]
	kfree(p);
	kfree(q);
	return ret;
}

DEFINE_FREE(kfree, void *, if (_T) kfree(_T))
DEFINE_FREE(kvfree, void *, if (_T) kvfree(_T))

int cleaned(size_t n, bool other)
{
	// CHECK: :[[#@LINE+1]]:8: warning: kfree() of memory from kvmalloc(): kvfree() frees it [gfp-free-mismatch]
	void *p __free(kfree) = kvmalloc(n, GFP_KERNEL);
	void *q __free(kvfree) = kvmalloc(n, GFP_KERNEL);
	void *r __free(kfree) = kmalloc(n, GFP_KERNEL);
	void *s __free(kfree) = NULL;

	s = other ? kmalloc(n, GFP_KERNEL) : NULL;
	return use(p) + use(q) + use(r) + use(s);
}

// kvmalloc() takes what fits in a page from the slab, so this does no harm yet: level 1.
int small(void)
{
	void *p = kvmalloc(64, GFP_KERNEL);
	int ret = use(p);

	// SMALL: :[[#@LINE+1]]:2: warning: kfree() of memory from kvmalloc(): kvfree() frees it [gfp-free-mismatch]
	kfree(p);
	return ret;
}

struct taken {
	void *kv, *slab;
};

int takes(struct taken *t, size_t n)
{
	void *kv __free(kvfree) = kvmalloc(n, GFP_KERNEL);
	void *slab __free(kfree) = kmalloc(n, GFP_KERNEL);

	if (!kv || !slab)
		return -1;
	t->kv = no_free_ptr(kv);
	t->slab = no_free_ptr(slab);
	return 0;
}

void gives_back(struct taken *t)
{
	// CHECK: :[[#@LINE+1]]:2: warning: kfree() of memory from kvmalloc(): kvfree() frees it [gfp-free-mismatch]
	kfree(t->kv);
	kfree(t->slab);
}

static void *maker(size_t n)
{
	void *p __free(kvfree) = kvmalloc(n, GFP_KERNEL);

	if (!p)
		return NULL;
	return_ptr(p);
}

int made(size_t n)
{
	void *p = maker(n);
	void *q = kvmalloc(n, GFP_KERNEL);
	int ret = use(p);

	// CHECK: :[[#@LINE+1]]:2: warning: kfree() of memory from kvmalloc(): kvfree() frees it [gfp-free-mismatch]
	kfree(p);
	kvfree(no_free_ptr(q));
	return ret;
}

void sets(void **where);

// What the variable holds once its address is out nobody knows; nor behind a pointer that is written through.
int out(size_t n, void *other)
{
	void *p = kvmalloc(n, GFP_KERNEL), *q = kvmalloc(n, GFP_KERNEL);
	void **address = &p, **through = &q;
	int ret = use(p);

	sets(address);
	*through = other;
	kfree(p);
	kfree(q);
	return ret;
}

struct job {
	void *frames, *given, *slab;
	size_t n;
};

static void end(struct job *job)
{
	// CHECK: :[[#@LINE+1]]:2: warning: kfree() of memory from kvmalloc(): kvfree() frees it [gfp-free-mismatch]
	kfree(job->frames);
	kfree(job->given);
	kfree(job->slab);
}

int run(size_t n, void *given)
{
	struct job job = { .n = n, .given = given, .slab = kmalloc(n, GFP_KERNEL) };
	int ret;

	job.frames = kvmalloc(n, GFP_KERNEL);
	if (!job.given)
		job.given = kvmalloc(n, GFP_KERNEL);
	ret = use(job.frames);
	end(&job);
	return ret;
}

struct copied {
	void *frames;
};

void copies(struct copied *to, struct copied *from, size_t n)
{
	struct {
		struct copied inner;
	} both = { *from };

	to->frames = kvmalloc(n, GFP_KERNEL);
	use(both.inner.frames);
	kfree(to->frames);
}
