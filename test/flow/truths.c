// Conditions that say the same in other words: ranges of a switch, bitwise operators on truth values.
//
// RUN: not %scan --level 1 --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --level 1 --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck

#include <linux/sched/mm.h>

int work(int n);

void compared_then_case(int mode)
{
	unsigned int flags;

	if (mode >= 1 && mode <= 3)
		flags = memalloc_nofs_save();
	work(mode);
	switch (mode) {
	case 1 ... 3:
		memalloc_nofs_restore(flags);
		break;
	}
}

void case_then_compared(int mode)
{
	unsigned int flags;

	switch (mode) {
	case 1 ... 3:
	case 7 ... 9:
		flags = memalloc_nofs_save();
		break;
	default:
		break;
	}
	work(mode);
	if ((mode >= 1 && mode <= 3) || (mode >= 7 && mode <= 9))
		memalloc_nofs_restore(flags);
}

void wider(int mode)
{
	unsigned int flags;

	if (mode >= 1 && mode <= 4)
		// CHECK: :[[#@LINE+1]]:11: warning: nofs scope{{.*}} is still open when the function returns [gfp-unbalanced-scope]
		flags = memalloc_nofs_save();
	switch (mode) {
	case 1 ... 3:
		memalloc_nofs_restore(flags);
		break;
	}
}

void logical_then_bitwise(bool a, bool b)
{
	unsigned int flags;

	if (a || b)
		flags = memalloc_nofs_save();
	work(1);
	if (a | b)
		memalloc_nofs_restore(flags);
}

void bitwise_then_logical(bool a, bool b)
{
	unsigned int flags;

	if (a | b)
		flags = memalloc_nofs_save();
	work(1);
	if (a || b)
		memalloc_nofs_restore(flags);
}

void both_bitwise(bool a, bool b)
{
	unsigned int flags;

	if (!(a & (b == 2)))
		flags = memalloc_noio_save();
	work(1);
	if (!a || b != 2)
		memalloc_noio_restore(flags);
}

// Of numbers, `&` is no `&&`.
void numbers(int a, int b)
{
	unsigned int flags;

	if (a && b)
		// CHECK: :[[#@LINE+1]]:11: warning: nofs scope{{.*}} is still open when the function returns [gfp-unbalanced-scope]
		flags = memalloc_nofs_save();
	work(1);
	if (a & b)
		memalloc_nofs_restore(flags);
}

void either(bool a, bool b)
{
	unsigned int flags;

	if (a | b)
		// CHECK: :[[#@LINE+1]]:11: warning: nofs scope{{.*}} is still open when the function returns [gfp-unbalanced-scope]
		flags = memalloc_nofs_save();
	work(1);
	if (a & b)
		memalloc_nofs_restore(flags);
}

static void save_to(unsigned int *flags)
{
	*flags = memalloc_nofs_save();
}

static void restore_from(unsigned int *flags)
{
	memalloc_nofs_restore(*flags);
}

int through_pointer(void)
{
	unsigned int flags;

	// CHECK: :[[#@LINE+1]]:2: warning: nofs scope{{.*}} is still open when the function returns [gfp-unbalanced-scope]
	save_to(&flags);
	if (work(1))
		return -1;
	restore_from(&flags);
	return 0;
}

int through_pointer_closed(void)
{
	unsigned int flags;
	int ret;

	save_to(&flags);
	ret = work(1);
	restore_from(&flags);
	return ret;
}

// A count is not 0 once it was counted up, and i++ is what i was.
int counted(int *list, int n)
{
	unsigned int flags;
	int depth = 0, ret = 0;

	for (; n; n--) {
		if (depth++ == 0)
			flags = memalloc_nofs_save();
		ret |= work(list[n]);
	}
	if (depth)
		memalloc_nofs_restore(flags);
	return ret;
}

int counted_wrongly(int *list, int n)
{
	unsigned int flags;
	int depth = 0, ret = 0;

	for (; n; n--) {
		if (depth++ == 0)
			// CHECK: :[[#@LINE+1]]:12: warning: nofs scope{{.*}} is still open when the function returns [gfp-unbalanced-scope]
			flags = memalloc_nofs_save();
		ret |= work(list[n]);
	}
	if (depth > 7)
		memalloc_nofs_restore(flags);
	return ret;
}

int kept_truth(int op)
{
	unsigned int flags;
	const bool reads = op == 3 || op == 4, both = op != 5 && work(op);

	if (!reads)
		flags = memalloc_nofs_save();
	switch (op) {
	case 3:
	case 4:
		return work(1);
	default:
		work(2);
	}
	memalloc_nofs_restore(flags);
	return both;
}

int other_truth(int op)
{
	unsigned int flags;
	const bool reads = op == 3 || op == 4;

	if (!reads)
		// CHECK: :[[#@LINE+1]]:11: warning: nofs scope{{.*}} is still open when the function returns [gfp-unbalanced-scope]
		flags = memalloc_nofs_save();
	switch (op) {
	case 3:
	case 5:
		return work(1);
	case 4:
		return work(3);
	default:
		work(2);
	}
	memalloc_nofs_restore(flags);
	return 0;
}

// A record that is returned: of several fields, any can be the cookie.
struct scope {
	unsigned int flags;
	bool on;
};

static struct scope begin(void)
{
	struct scope s = {.flags = memalloc_nofs_save(), .on = true};

	return s;
}

int returned_record(void)
{
	struct scope s = begin();
	int ret = work(1);

	memalloc_nofs_restore(s.flags);
	return ret;
}

struct cookie {
	unsigned int flags;
};

static struct cookie begin_cookie(void)
{
	struct cookie c = {.flags = memalloc_nofs_save()};

	return c;
}

int returned_cookie(void)
{
	struct cookie c = begin_cookie();
	int ret = work(1);

	memalloc_nofs_restore(c.flags);
	return ret;
}

int returned_cookie_left(void)
{
	// CHECK: :[[#@LINE+1]]:20: warning: nofs scope{{.*}} is still open when the function returns [gfp-unbalanced-scope]
	struct cookie c = begin_cookie();

	if (work(1))
		return -1;
	memalloc_nofs_restore(c.flags);
	return 0;
}

int counted_maybe(int n, int wanted)
{
	unsigned int flags;
	int depth = 0, ret;

	if (wanted)
		flags = memalloc_nofs_save();
	ret = wanted && depth++ < n;
	work(ret);
	if (wanted)
		memalloc_nofs_restore(flags);
	if (depth)
		return 1;
	return ret;
}
