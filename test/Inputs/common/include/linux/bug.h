// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/compiler.h>

void warn_slowpath(const char *file, int line);
void __noreturn panic(const char *fmt, ...) __printf(1, 2);

// A trap, as on x86: nothing after it runs.
#define BUG()                                                                                      \
	do {                                                                                       \
		__asm__ __volatile__("ud2");                                                       \
		__builtin_unreachable();                                                           \
	} while (0)

#define BUG_ON(condition)                                                                          \
	do {                                                                                       \
		if (unlikely(condition))                                                           \
			BUG();                                                                     \
	} while (0)

#define WARN_ON(condition)                                                                         \
	({                                                                                         \
		int warn_on_ = !!(condition);                                                      \
		if (unlikely(warn_on_))                                                            \
			warn_slowpath(__FILE__, __LINE__);                                         \
		unlikely(warn_on_);                                                                \
	})

#define WARN_ON_ONCE(condition)                                                                    \
	({                                                                                         \
		static bool warned_;                                                               \
		int warn_once_ = !!(condition);                                                    \
		if (unlikely(warn_once_ && !warned_)) {                                            \
			warned_ = true;                                                            \
			warn_slowpath(__FILE__, __LINE__);                                         \
		}                                                                                  \
		unlikely(warn_once_);                                                              \
	})
