// Checks of our own logic, on in every build: a program that has lost its way must not go on writing the books.
#pragma once

#include <cstdio>
#include <cstdlib>

#define SOBAN_CHECK(condition)                                                                    \
  do {                                                                                            \
    if (!(condition)) {                                                                           \
      std::fprintf(stderr, "%s:%d: internal check failed: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                               \
    }                                                                                             \
  } while (false)
