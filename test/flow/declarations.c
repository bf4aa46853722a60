// Files with nothing to analyse, or with oddities, must neither crash nor speak.
//
// RUN: %scan --release 6.1 %s -- %plain | count 0
// RUN: %scan --release 6.12 %s -- %hooks | count 0
// RUN: %scan --release 7.0 %s -- %hooks2 | count 0

#include <linux/mm.h>
#include <linux/sched/mm.h>

void declared_only(void);

void empty(void)
{
}

// The functions themselves, by name.
unsigned int (*open_scope)(void) = memalloc_nofs_save;

void by_pointer(unsigned int (*save)(void), void (*restore)(unsigned int))
{
	unsigned int flags = save();

	declared_only();
	restore(flags);
}

// Unevaluated.
size_t size_of_cookie(void)
{
	return sizeof(memalloc_nofs_save());
}

void type_of_cookie(void)
{
	typeof(memalloc_nofs_save()) flags = 0;

	(void)flags;
	declared_only();
}

// Dead.
int after_return(void)
{
	unsigned int flags;

	return 0;
	flags = memalloc_nofs_save();
	return flags;
}

int never(void)
{
	if (0) {
		unsigned int flags = memalloc_nofs_save();

		return flags > 1;
	}
	return 1;
}

// Computed goto.
int computed(int which)
{
	static void *const targets[] = { &&one, &&two };
	unsigned int flags = memalloc_nofs_save();
	int ret = 0;

	goto *targets[which & 1];
one:
	ret = 1;
	declared_only();
two:
	declared_only();
	memalloc_nofs_restore(flags);
	return ret;
}
