# SPDX-License-Identifier: EUPL-1.2
"""Work for very many at once, in parts that any process on any machine can do, always with the same bytes.

A batch is a folder: a plan, what the work needs as files, and one file of answers for each part. A part is
done by a function of the folder and the number of the part, and of nothing else. See docs/methods/batch.md.
"""
