// The one place where Asio's, OpenSSL-Asio's and Beast's own sources are compiled (…_SEPARATE_COMPILATION).
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
