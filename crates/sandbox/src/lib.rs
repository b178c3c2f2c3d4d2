//! The providers, imitated: an HTTP request and a time in, an HTTP response out. Pure.
