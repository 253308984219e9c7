# SPDX-License-Identifier: EUPL-1.2
"""What is written beside an item and a booking stays what it was copied from, and changes with it."""

from django.db import migrations

_TOGETHER = """
ALTER TABLE events_room ADD CONSTRAINT room_with_what_it_holds UNIQUE (id, capacity);
ALTER TABLE events_item ADD CONSTRAINT item_with_its_time_and_seats UNIQUE (id, begins, ends, seats);
ALTER TABLE events_item ADD CONSTRAINT item_knows_what_its_room_holds
    FOREIGN KEY (room_id, room_holds) REFERENCES events_room (id, capacity)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE events_booking ADD CONSTRAINT booking_knows_its_item
    FOREIGN KEY (item_id, begins, ends, seats) REFERENCES events_item (id, begins, ends, seats)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""

_APART = """
ALTER TABLE events_booking DROP CONSTRAINT booking_knows_its_item;
ALTER TABLE events_item DROP CONSTRAINT item_knows_what_its_room_holds;
ALTER TABLE events_item DROP CONSTRAINT item_with_its_time_and_seats;
ALTER TABLE events_room DROP CONSTRAINT room_with_what_it_holds;
"""


class Migration(migrations.Migration):
    dependencies = (("events", "0001_tables"),)

    operations = (migrations.RunSQL(_TOGETHER, _APART),)
