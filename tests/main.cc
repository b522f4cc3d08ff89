// The entry point of unit_tests and e2e_tests. Catch2's own code is compiled here, once.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
