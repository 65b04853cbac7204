"""Skin type from a person's own answers: the questions, and the rule that scores them.

A photo hardly shows how oily or dry skin is (see the model card), and never how it feels. People's
answers do: a short scale of oiliness agrees with a sebumeter at r = 0.54 (Baumann et al. 2014),
and skin type from symptoms reflects the sebum that is measured (Choi et al. 2013).
"""
