# SPDX-License-Identifier: EUPL-1.2
"""Dated routes from job to job: study legs, work legs and changes, on several criteria at once."""
