# SPDX-License-Identifier: EUPL-1.2
"""When each rule of how long things are kept was last carried out, and how much it removed."""
