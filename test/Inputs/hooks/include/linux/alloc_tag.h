// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/alloc_tag_common.h>

// 6.10 to 6.13: the call is evaluated once and named once more in a typeof.
#ifdef CONFIG_MEM_ALLOC_PROFILING
struct alloc_tag *alloc_tag_save(struct alloc_tag *tag);
void alloc_tag_restore(struct alloc_tag *tag, struct alloc_tag *before);
#else
#define alloc_tag_save(tag) NULL
#define alloc_tag_restore(tag, before)                                                             \
	do {                                                                                       \
	} while (0)
#endif

#define alloc_hooks_tag(tag, call)                                                                 \
	({                                                                                         \
		struct alloc_tag *__maybe_unused before_ = alloc_tag_save(tag);                    \
		typeof(call) result_ = call;                                                       \
		alloc_tag_restore(tag, before_);                                                   \
		result_;                                                                           \
	})

#define alloc_hooks(call)                                                                          \
	({                                                                                         \
		DEFINE_ALLOC_TAG(call_tag_);                                                       \
		alloc_hooks_tag(&call_tag_, call);                                                 \
	})
