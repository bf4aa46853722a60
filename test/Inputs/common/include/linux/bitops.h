// Part of gfp-lint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <linux/types.h>

bool test_bit(int nr, const unsigned long *word);
void set_bit(int nr, unsigned long *word);
void clear_bit(int nr, unsigned long *word);
bool test_and_set_bit(int nr, unsigned long *word);
