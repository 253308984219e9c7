# SPDX-License-Identifier: EUPL-1.2
"""Recognising skills in text. See docs/methods/recognising-skills.md for the method and its figures."""

from overstap.engine.skills.recognition.embeddings import OnnxEmbedder, SentenceEmbedder
from overstap.engine.skills.recognition.reasons import Reason, ReasonKind, RecognisedSkill
from overstap.engine.skills.recognition.recogniser import Recogniser, build_recogniser

__all__ = [
    "OnnxEmbedder",
    "Reason",
    "ReasonKind",
    "RecognisedSkill",
    "Recogniser",
    "SentenceEmbedder",
    "build_recogniser",
]
