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

// Takes the pointer out of a variable that would free it.
static inline const volatile void *__must_check_fn(const volatile void *p)
{
	return p;
}
#define take_and_clear_(p)                                                                         \
	({                                                                                         \
		__auto_type where_ = &(p);                                                         \
		__auto_type was_ = *where_;                                                        \
		*where_ = (void *)0;                                                               \
		was_;                                                                              \
	})
#define no_free_ptr(p) ((__typeof__(p))__must_check_fn(take_and_clear_(p)))
#define return_ptr(p) return no_free_ptr(p)
