// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/alloc_tag_common.h>

// 6.14 and later: both arms evaluate the call, a typeof names it a third time.
#ifdef CONFIG_MEM_ALLOC_PROFILING
bool mem_alloc_profiling_enabled(void);
#else
static inline bool mem_alloc_profiling_enabled(void)
{
	return false;
}
#endif
struct alloc_tag *alloc_tag_save(struct alloc_tag *tag);
void alloc_tag_restore(struct alloc_tag *tag, struct alloc_tag *before);

#ifdef CONFIG_MEM_ALLOC_PROFILING
#define alloc_tag_of_(tag) (tag)
#else
#define alloc_tag_of_(tag) NULL
#endif

#define alloc_hooks_tag(tag, call)                                                                 \
	({                                                                                         \
		typeof(call) result_;                                                              \
		if (mem_alloc_profiling_enabled()) {                                               \
			struct alloc_tag *__maybe_unused before_;                                  \
			before_ = alloc_tag_save(alloc_tag_of_(tag));                              \
			result_ = call;                                                            \
			alloc_tag_restore(alloc_tag_of_(tag), before_);                            \
		} else                                                                             \
			result_ = call;                                                            \
		result_;                                                                           \
	})

#define alloc_hooks(call)                                                                          \
	({                                                                                         \
		DEFINE_ALLOC_TAG(call_tag_);                                                       \
		alloc_hooks_tag(&call_tag_, call);                                                 \
	})
