// A cookie that is thrown away or written over while its scope is open.
//
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/mm.h>
#include <linux/sched/mm.h>

int step(int nr);

void dropped(void)
{
	// CHECK: :[[#@LINE+1]]:2: warning: nofs scope is opened and its cookie is dropped{{.*}} [gfp-unbalanced-scope]
	memalloc_nofs_save();
	step(1);
}

void dropped_loudly(void)
{
	// CHECK: :[[#@LINE+1]]:8: warning: noio scope is opened and its cookie is dropped{{.*}} [gfp-unbalanced-scope]
	(void)memalloc_noio_save();
	step(1);
}

// continue skips the restore.
int continued(int count)
{
	unsigned int flags;
	int i, ret = 0;

	for (i = 0; i < count; i++) {
		// CHECK: :[[#@LINE+1]]:11: warning: nofs scope is still open when {{its cookie is overwritten|the function returns}}{{.*}} [gfp-unbalanced-scope]
		flags = memalloc_nofs_save();
		ret = step(i);
		if (ret)
			continue;
		ret = step(-i);
		memalloc_nofs_restore(flags);
	}
	return ret;
}

int overwritten(void)
{
	unsigned int flags;
	int ret;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope is still open when its cookie is overwritten{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_nofs_save();
	ret = step(1);
	flags = memalloc_noio_save();
	ret |= step(2);
	memalloc_noio_restore(flags);
	return ret;
}

int overwritten_by_value(void)
{
	unsigned int flags;
	int ret;

	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope is still open when its cookie is overwritten{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_nofs_save();
	ret = step(1);
	flags = 1;
	return ret + step(flags);
}

// Silent: closed before the cookie's variable is used again.
int used_again(int count)
{
	unsigned int flags;
	int i, ret = 0;

	for (i = 0; i < count; i++) {
		flags = memalloc_nofs_save();
		ret |= step(i);
		memalloc_nofs_restore(flags);
	}
	flags = memalloc_noio_save();
	ret |= step(-1);
	memalloc_noio_restore(flags);
	flags = 0;
	return ret + flags;
}
