# SPDX-License-Identifier: EUPL-1.2
"""What carries: turns rows into the engine's input and the engine's results into rows, and nowhere else."""
