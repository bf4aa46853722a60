// Paths that do not return need close nothing.
//
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/bug.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>

int step(int nr);
void __noreturn stop_machine_now(int code);

int bug(int nr)
{
	unsigned int flags = memalloc_nofs_save();
	int ret;

	BUG_ON(nr < 0);
	ret = step(nr);
	if (ret > 100)
		BUG();
	memalloc_nofs_restore(flags);
	return ret;
}

int noreturn(int nr)
{
	unsigned int flags = memalloc_nofs_save();
	int ret = step(nr);

	if (ret < 0)
		panic("step %d failed", nr);
	if (ret > 100)
		stop_machine_now(ret);
	memalloc_nofs_restore(flags);
	return ret;
}

int says_unreachable(int nr)
{
	unsigned int flags = memalloc_nofs_save();
	int ret = step(nr);

	switch (ret) {
	case 0:
	case 1:
		memalloc_nofs_restore(flags);
		return ret;
	default:
		unreachable();
	}
}

// A warning returns.
int warns(int nr)
{
	// CHECK: :[[#@LINE+1]]:23: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	unsigned int flags = memalloc_nofs_save();
	int ret = step(nr);

	if (WARN_ON(ret < 0))
		return ret;
	memalloc_nofs_restore(flags);
	return ret;
}

// A warning used as a statement decides nothing.
int warns_on(int nr)
{
	unsigned int flags = memalloc_nofs_save();
	int ret = step(nr);

	WARN_ON(ret < 0);
	WARN_ON_ONCE(ret > 100);
	memalloc_nofs_restore(flags);
	return ret;
}
