"""Benchmarks. Each script prints ratios of one run; none is a test."""
