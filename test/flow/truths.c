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
