// Loops: scopes inside, round and across them, and labels that jump back.
//
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.1 %s -- %plain | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 6.12 %s -- %hooks | %filecheck
// RUN: not %scan --checks=-*,gfp-unbalanced-scope --release 7.0 %s -- %hooks2 | %filecheck

#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/sched/mm.h>

struct item {
	struct list_head list;
	int state;
};

struct client {
	unsigned long state;
	struct mutex lock;
};

int step(int nr);
int drain(struct client *client);

int per_turn(int count)
{
	unsigned int flags;
	int i, ret = 0;

	for (i = 0; i < count && !ret; i++) {
		flags = memalloc_nofs_save();
		ret = step(i);
		memalloc_nofs_restore(flags);
		if (ret == -EAGAIN)
			continue;
		if (ret)
			break;
	}
	return ret;
}

int per_turn_leak(int count)
{
	unsigned int flags;
	int i, ret = 0;

	for (i = 0; i < count; i++) {
		// CHECK: :[[#@LINE+1]]:11: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
		flags = memalloc_nofs_save();
		ret = step(i);
		if (ret)
			break;
		memalloc_nofs_restore(flags);
	}
	return ret;
}

int round_it(struct list_head *items)
{
	unsigned int flags = memalloc_nofs_save();
	struct item *item;
	int ret = 0;

	list_for_each_entry(item, items, list) {
		if (!item->state)
			continue;
		ret = step(item->state);
		if (ret)
			break;
	}
	memalloc_nofs_restore(flags);
	return ret;
}

int body_once(void)
{
	int ret;

	do {
		unsigned int flags = memalloc_nofs_save();

		ret = step(1);
		memalloc_nofs_restore(flags);
	} while (ret == -EAGAIN);
	return ret;
}

// Closed in the middle of the loop, opened again before its end.
int gives_way(int count)
{
	unsigned int flags = memalloc_nofs_save();
	int ret = 0;

	while (count--) {
		ret = step(count);
		if (ret == -EAGAIN) {
			memalloc_nofs_restore(flags);
			step(-1);
			flags = memalloc_nofs_save();
		}
	}
	memalloc_nofs_restore(flags);
	return ret;
}

// Opened again just before the loop's condition, which may end it: the way out closes.
void state_machine(struct client *client)
{
	unsigned int flags = memalloc_nofs_save();

	do {
		if (test_bit(0, &client->state)) {
			if (step(0) < 0)
				goto out_error;
			continue;
		}
		memalloc_nofs_restore(flags);
		drain(client);
		if (test_bit(1, &client->state)) {
			flags = memalloc_nofs_save();
			continue;
		}
		return;
	} while (step(1) > 1);
	goto out;

out_error:
	step(2);
out:
	memalloc_nofs_restore(flags);
	drain(client);
}

void state_machine_leak(struct client *client)
{
	// CHECK: :[[#@LINE+1]]:23: warning: nofs scope is still open when the function returns{{.*}} [gfp-unbalanced-scope]
	unsigned int flags = memalloc_nofs_save();

	do {
		if (test_bit(0, &client->state))
			continue;
		memalloc_nofs_restore(flags);
		return;
	} while (step(1) > 1);
	drain(client);
}

// A retry label after the save.
int again(struct client *client)
{
	unsigned int flags;
	int ret;

	flags = memalloc_noio_save();
again:
	ret = step(1);
	if (ret == -EAGAIN)
		goto again;
	memalloc_noio_restore(flags);
	return ret;
}

// A ladder below the return that jumps back up.
int ladder(struct client *client)
{
	unsigned int flags;
	int ret, tries = 0;

again:
	flags = memalloc_nofs_save();
	ret = step(1);
	if (ret)
		goto retry;
	ret = drain(client);
	memalloc_nofs_restore(flags);
	return ret;

retry:
	memalloc_nofs_restore(flags);
	if (tries++ < 3)
		goto again;
	return ret;
}

int ladder_leak(struct client *client)
{
	unsigned int flags;
	int ret, tries = 0;

again:
	// CHECK: :[[#@LINE+1]]:10: warning: nofs scope is still open when {{its cookie is overwritten|the function returns}}{{.*}} [gfp-unbalanced-scope]
	flags = memalloc_nofs_save();
	ret = step(1);
	if (ret)
		goto retry;
	ret = drain(client);
	memalloc_nofs_restore(flags);
	return ret;

retry:
	if (tries++ < 3)
		goto again;
	memalloc_nofs_restore(flags);
	return ret;
}

// Never leaves: nothing to close.
void forever(struct client *client)
{
	unsigned int flags = memalloc_noreclaim_save();

	(void)flags;
	for (;;) {
		mutex_lock(&client->lock);
		step(1);
		mutex_unlock(&client->lock);
	}
}

// A constant condition is no way out.
int until_break(void)
{
	unsigned int flags = memalloc_noreclaim_save();
	int ret;

	while (1) {
		ret = step(1);
		if (ret)
			break;
	}
	memalloc_noreclaim_restore(flags);
	return ret;
}
