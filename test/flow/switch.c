// switch: which case was taken is known at the second switch over the same value.
//
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>

enum mode { MODE_PLAIN, MODE_NOFS, MODE_NOIO };

int step(int nr);

int twice(enum mode mode)
{
	unsigned int flags;
	int ret;

	switch (mode) {
	case MODE_NOFS:
		flags = memalloc_nofs_save();
		break;
	case MODE_NOIO:
		flags = memalloc_noio_save();
		break;
	default:
		break;
	}
	ret = step(1);
	switch (mode) {
	case MODE_NOFS:
		memalloc_nofs_restore(flags);
		break;
	case MODE_NOIO:
		memalloc_noio_restore(flags);
		break;
	default:
		break;
	}
	return ret;
}

int one_forgotten(enum mode mode)
{
	unsigned int flags;
	int ret;

	switch (mode) {
	case MODE_NOFS:
		flags = memalloc_nofs_save();
		break;
	case MODE_NOIO:
		// CHECK: :[[#@LINE+1]]:11: warning: noio scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
		flags = memalloc_noio_save();
		break;
	default:
		break;
	}
	ret = step(1);
	switch (mode) {
	case MODE_NOFS:
		memalloc_nofs_restore(flags);
		break;
	default:
		break;
	}
	return ret;
}

// Closed in every case, falling through in one.
int falls_through(int command)
{
	unsigned int flags = memalloc_nofs_save();
	int ret;

	switch (command) {
	case 1:
		ret = step(1);
		fallthrough;
	case 2:
		ret = step(2);
		memalloc_nofs_restore(flags);
		return ret;
	default:
		memalloc_nofs_restore(flags);
		return -EINVAL;
	}
}

// Opened and closed inside one case, jumping over the others.
int within_a_case(int command)
{
	unsigned int flags;
	int ret = 0;

	switch (command) {
	case 1:
		flags = memalloc_nofs_save();
		ret = step(1);
		memalloc_nofs_restore(flags);
		break;
	case 2 ... 5:
		ret = step(command);
		break;
	}
	return ret;
}

int without_default(int command)
{
	// CHECK: :[[#@LINE+1]]:23: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	unsigned int flags = memalloc_nofs_save();

	switch (command) {
	case 1:
	case 2:
		memalloc_nofs_restore(flags);
		break;
	}
	return step(command);
}
