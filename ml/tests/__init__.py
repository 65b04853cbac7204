"""Tests of training and export, in an environment with torch."""
