// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/compiler.h>

// A class is a variable whose constructor runs at its declaration and whose destructor runs where
// its scope ends, by the cleanup attribute.
#define DEFINE_CLASS(name, type, exit, init, params...)                                            \
	typedef type class_##name##_t;                                                             \
	static inline void class_##name##_destructor(type *object)                                 \
	{                                                                                          \
		type _T = *object;                                                                 \
		exit;                                                                              \
	}                                                                                          \
	static inline type class_##name##_constructor(params)                                      \
	{                                                                                          \
		type made = init;                                                                  \
		return made;                                                                       \
	}

#define CLASS(name, var)                                                                           \
	class_##name##_t var __cleanup(class_##name##_destructor) = class_##name##_constructor

#define guard(name) CLASS(name, __UNIQUE_ID(guard))

#define scoped_guard(name, args...)                                                                \
	for (CLASS(name, held_)(args), *once_ = (void *)1; once_; once_ = (void *)0)

#define DEFINE_FREE(name, type, free)                                                              \
	static inline void __free_##name(void *pointer)                                            \
	{                                                                                          \
		type _T = *(type *)pointer;                                                        \
		free;                                                                              \
	}
#define __free(name) __cleanup(__free_##name)
