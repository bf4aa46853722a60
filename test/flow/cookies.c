// Where a cookie may live, and what hands the duty of closing to somebody else.
//
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>

struct handle {
	struct mutex lock;
	unsigned int saved;
	unsigned int nested[4];
};

struct transaction {
	struct handle *handle;
};

int step(int nr);
void keep(unsigned int cookie);
void keep_where(unsigned int *cookie);

// A pair of wrappers that share a field.
void handle_lock(struct handle *handle)
{
	mutex_lock(&handle->lock);
	handle->saved = memalloc_noreclaim_save();
}

void handle_unlock(struct handle *handle)
{
	memalloc_noreclaim_restore(handle->saved);
	mutex_unlock(&handle->lock);
}

bool handle_trylock(struct handle *handle)
{
	if (!mutex_trylock(&handle->lock))
		return false;
	handle->saved = memalloc_noreclaim_save();
	return true;
}

// Closed in another function than it was opened in.
int start(struct transaction *t)
{
	int ret = step(1);

	if (ret)
		return ret;
	t->handle->saved = memalloc_nofs_save();
	return 0;
}

// Returned, and through an out parameter.
unsigned int begin(void)
{
	unsigned int cookie = memalloc_nofs_save();

	step(1);
	return cookie;
}

unsigned int begin_directly(void)
{
	return memalloc_nofs_save();
}

void begin_into(unsigned int *cookie)
{
	*cookie = memalloc_nofs_save();
	step(1);
}

void end(unsigned int cookie)
{
	memalloc_nofs_restore(cookie);
}

// Passed on: the callee may close it or keep it.
void passed(void)
{
	unsigned int cookie = memalloc_nofs_save();

	step(1);
	keep(cookie);
}

void passed_by_address(void)
{
	unsigned int cookie = memalloc_nofs_save();

	step(1);
	keep_where(&cookie);
}

int passed_to_wrapper(void)
{
	unsigned int cookie = begin();
	int ret = step(2);

	end(cookie);
	return ret;
}

// Opened into a local, kept in a field.
void stored(struct handle *handle)
{
	unsigned int cookie = memalloc_nofs_save();

	step(1);
	handle->saved = cookie;
}

// Opened and closed through the same field.
int field(struct handle *handle)
{
	int ret;

	handle->saved = memalloc_nofs_save();
	ret = step(1);
	memalloc_nofs_restore(handle->saved);
	return ret;
}

// A local structure is local: nobody else can close it.
int local_structure_leak(void)
{
	struct handle h;
	int ret;

	// CHECK: :[[#@LINE+1]]:12: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	h.saved = memalloc_nofs_save();
	ret = step(1);
	if (ret)
		return ret;
	memalloc_nofs_restore(h.saved);
	return 0;
}

// The duty moves from one holder to the next.
void hand_over(struct handle *from, struct handle *to)
{
	to->saved = from->saved;
	from->saved = 0;
}

// Elements of an array, by constant and by variable index.
int elements(void)
{
	unsigned int saved[2];
	int ret;

	saved[0] = memalloc_nofs_save();
	saved[1] = memalloc_noio_save();
	ret = step(1);
	memalloc_noio_restore(saved[1]);
	memalloc_nofs_restore(saved[0]);
	return ret;
}

int by_index(int depth)
{
	unsigned int saved[8];
	int i, ret;

	for (i = 0; i < depth; i++)
		saved[i] = memalloc_nofs_save();
	ret = step(1);
	while (i--)
		memalloc_nofs_restore(saved[i]);
	return ret;
}

// Two kinds take turns in one variable.
int shared_variable(void)
{
	unsigned int flags;
	int ret;

	flags = memalloc_nofs_save();
	ret = step(1);
	memalloc_nofs_restore(flags);
	flags = memalloc_noio_save();
	ret |= step(2);
	memalloc_noio_restore(flags);
	return ret;
}

// Wider and signed cookies, casts and parentheses.
int converted(void)
{
	unsigned long wide = memalloc_nofs_save();
	int ret = step(1);

	memalloc_nofs_restore((unsigned int)(wide));
	return ret;
}

// A static outlives the call.
unsigned int *in_a_static(void)
{
	static unsigned int saved;

	saved = memalloc_nofs_save();
	step(1);
	return &saved;
}

static unsigned int saved_by_file;

void in_the_file(void)
{
	saved_by_file = memalloc_nofs_save();
	step(1);
}

void closed_for_the_file(void)
{
	memalloc_nofs_restore(saved_by_file);
}

// Statement expressions open and close in the middle of an expression.
#define in_nofs(call)                                                                              \
	({                                                                                         \
		unsigned int saved_ = memalloc_nofs_save();                                        \
		typeof(call) result_ = call;                                                       \
		memalloc_nofs_restore(saved_);                                                     \
		result_;                                                                           \
	})

int statement_expression(int nr)
{
	return in_nofs(step(nr)) + in_nofs(step(-nr));
}

// Two variables, one each way: a leak of the first is not hidden by the second.
int second_variable_leak(void)
{
	unsigned int outer, inner;
	int ret;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	outer = memalloc_nofs_save();
	ret = step(1);
	inner = memalloc_noio_save();
	ret |= step(2);
	memalloc_noio_restore(inner);
	if (ret)
		return ret;
	memalloc_nofs_restore(outer);
	return 0;
}
